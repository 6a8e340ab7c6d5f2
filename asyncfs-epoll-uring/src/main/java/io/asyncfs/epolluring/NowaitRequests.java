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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a ring is to do without waiting or not at all, with RWF_NOWAIT; the rest is for the pool. Stands between the ring and
 * who is told. Loop only.
 *
 * <p>Buffered reads before Linux 5.12, because those kernels never end a read that waited for a page which the disk then
 * could not read: io_async_buf_func (fs/io_uring.c of 5.10) starts the request anew when its page is unlocked, and
 * generic_file_buffered_read (mm/filemap.c) then reads the page anew, for as long as the disk fails. Seen on Debian's 5.10: such
 * a read, and a quarter of the loop's time, were gone for minutes, and nothing could cancel it. No feature tells: 5.10.162 got
 * the io_uring of 5.15, without the page cache that goes with it.
 *
 * <p>Direct writes that would hold up others while they wait, as {@link RingWrites} explains: all before 6.4, which lets those
 * of ext4 and XFS wait side by side (FMODE_DIO_PARALLEL_WRITE). The device does most without such a wait; for
 * one that extends its file, say, the kernel has to.
 */
final class NowaitRequests implements Completions {
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
    private static final String KERNEL = System.getProperty("os.version", "");

    /** Whether buffered reads are among them: this kernel is such a one, or is to be taken for one. */
    private static final boolean READS = !RingFlags.isEnabled("BUFFERED_READS") || isBefore(KERNEL, 5, 12);

    /** Whether direct writes of all file systems are. */
    private static final boolean WRITES = !RingFlags.isEnabled("DIRECT_WRITES") || isBefore(KERNEL, 6, 4);

    private final IoRequest[] asked; // by token
    private Completions sink;

    NowaitRequests(int depth) {
        asked = new IoRequest[depth];
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

    /** Returns whether a file can be read in a ring; otherwise it is for the pool. */
    static boolean canRead(LinuxFile file) {
        return !file.waitsToRead() && (!READS || file.isDirect() || file.hasNowait());
    }

    /** Returns the flag for a request, RWF_NOWAIT or none. */
    int flag(IoRequest request, int token) {
        if (!concerns(request.kind(), (LinuxFile) request.file())) {
            return 0;
        }
        asked[token] = request;
        return LinuxConstants.RWF_NOWAIT;
    }

    private static boolean concerns(OpKind kind, LinuxFile file) {
        return kind == OpKind.READ ? READS && !file.isDirect() : file.isDirect() && (WRITES || !file.hasAio());
    }

    Completions to(Completions receiver) {
        sink = receiver;
        return this;
    }

    @Override
    public void completed(int token, long result) {
        IoRequest request = asked[token];
        asked[token] = null;
        if (request == null) {
            sink.completed(token, result);
        } else if (request.kind() == OpKind.READ) {
            NowaitReads.tell(sink, request, token, result);
        } else if (SystemCall.wouldWait(result)) {
            sink.handBack(token, 0);
        } else {
            sink.completed(token, result);
        }
    }

    @Override
    public void handBack(int token, int bytes) {
        asked[token] = null;
        sink.handBack(token, bytes);
    }
}
