/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.spi.Completions;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.OpKind;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Buffered reads by io_uring before Linux 5.12: of the page cache alone, with RWF_NOWAIT. The rest is for the pool, because
 * those kernels never end a read that waited for a page which the disk then could not read: io_async_buf_func (fs/io_uring.c
 * of 5.10) starts the request anew when its page is unlocked, and generic_file_buffered_read (mm/filemap.c) then reads the
 * page anew, for as long as the disk fails. Seen on Debian's 5.10: such a read, and a quarter of the loop's time, were gone
 * for minutes, and nothing could cancel it. No feature tells: 5.10.162 got the io_uring of 5.15, without the page cache that goes
 * with it. Stands between the ring and who is told. Loop only.
 */
final class CachedReads implements Completions {
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    private final IntObjectMap<IoRequest> asked = new IntObjectHashMap<>();
    private Completions sink;

    /** Returns whether this kernel is such a one, or is to be taken for one. */
    static boolean areNeeded() {
        return !RingFlags.isEnabled("BUFFERED_READS") || isBefore(System.getProperty("os.version", ""), 5, 12);
    }

    /** Compares the beginning of a release as uname(2) tells it; false for what is none. */
    static boolean isBefore(String release, int major, int minor) {
        Matcher numbers = RELEASE.matcher(release);
        if (!numbers.lookingAt()) {
            return false;
        }
        int first = Integer.parseInt(numbers.group(1));
        return first < major || first == major && Integer.parseInt(numbers.group(2)) < minor;
    }

    /** Returns whether a file can be read this way; otherwise it is for the pool. */
    static boolean can(LinuxFile file) {
        return file.isDirect() || file.hasNowait();
    }

    /** Returns the flags for a request, RWF_NOWAIT or none. */
    int flags(IoRequest request, int token) {
        if (request.kind() != OpKind.READ || ((LinuxFile) request.file()).isDirect()) {
            return 0;
        }
        asked.put(token, request);
        return LinuxConstants.RWF_NOWAIT;
    }

    Completions to(Completions receiver) {
        sink = receiver;
        return this;
    }

    @Override
    public void completed(int token, long result) {
        IoRequest request = asked.remove(token);
        if (request == null) {
            sink.completed(token, result);
        } else {
            NowaitReads.tell(sink, request, token, result);
        }
    }

    @Override
    public void handBack(int token, int bytes) {
        asked.remove(token);
        sink.handBack(token, bytes);
    }
}
