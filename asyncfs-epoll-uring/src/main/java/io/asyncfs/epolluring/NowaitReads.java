/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.Errno;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.spi.Completions;
import io.asyncfs.spi.IoRequest;
import java.nio.ByteBuffer;

/**
 * Reads of buffered files, on the loop, of what is in the page cache: preadv2(2) with RWF_NOWAIT copies that or answers
 * EAGAIN. They are done in {@link #run} and told in {@link #tell}, as if they came from the kernel. Loop only.
 */
final class NowaitReads {
    /** Of every CPU: pages are this or a multiple of it. */
    private static final int PAGE = 4096;

    private final IoRequest[] requests;
    private final int[] tokens;
    private final long[] results;
    private final IovecScratch iovecs = new IovecScratch();
    private int done;
    private int count;

    /** Makes room for twice as many: whoever is told of one that is done may ask for the next while all are still here. */
    NowaitReads(int depth) {
        requests = new IoRequest[2 * depth];
        tokens = new int[2 * depth];
        results = new long[2 * depth];
    }

    void add(IoRequest request, int token) {
        requests[count] = request;
        tokens[count++] = token;
    }

    /** Takes up a request that io_submit refused, to be handed back: the pool does it, or says what is wrong with it. */
    void refused(int token) {
        tokens[count] = token;
        results[count++] = -Errno.EAGAIN;
        done = count;
    }

    boolean hasMore() {
        return done < count;
    }

    /** Returns whether some are done and not told, as after a receiver that has failed. */
    boolean hasUntold() {
        return done > 0;
    }

    /** Does the reads; everything added is done afterwards. */
    void run() {
        while (done < count) {
            results[done] = read(requests[done]);
            done++;
        }
    }

    private long read(IoRequest request) {
        int fd = ((LinuxFile) request.file()).fd();
        ByteBuffer[] segments = request.segments();
        if (segments == null) {
            return PosixFileNative.preadNowait(fd, request.address(), request.length(), request.position());
        }
        long iovec;
        try {
            iovec = iovecs.put(segments);
        } catch (OutOfMemoryError e) {
            return -Errno.EAGAIN; // the pool does it
        }
        iovecs.reset(true);
        return PosixFileNative.preadv2(fd, iovec, segments.length, request.position(), LinuxConstants.RWF_NOWAIT);
    }

    /** Hands over what was read, or was not; returns how many there were. */
    int tell(Completions sink) {
        int told = 0;
        try {
            for (int end = done; told < end; ) {
                IoRequest request = requests[told];
                requests[told] = null;
                int at = told++;
                tell(sink, request, tokens[at], results[at]);
            }
        } finally {
            forget(told);
        }
        return told;
    }

    /** Makes room where the first ones were. The receiver may have added requests meanwhile, and may have failed in between. */
    private void forget(int told) {
        int left = count - told;
        System.arraycopy(requests, told, requests, 0, left);
        System.arraycopy(tokens, told, tokens, 0, left);
        System.arraycopy(results, told, results, 0, left);
        count = left;
        done -= told;
    }

    /** Tells of one such read, or hands it back for the pool. */
    static void tell(Completions sink, IoRequest request, int token, long result) {
        if (SystemCall.wouldWait(result) || mayHaveMore(request, result)) {
            if (request != null && result == -Errno.EOPNOTSUPP) {
                ((LinuxFile) request.file()).lacksNowait();
            }
            sink.handBack(token, (int) Math.max(result, 0));
        } else {
            sink.completed(token, result);
        }
    }

    private static boolean mayHaveMore(IoRequest request, long result) {
        return result >= 0 && mayHaveMore(request.position(), request.length(), result);
    }

    /**
     * A read that stops in the middle of a page met the end of the file; at the end of one it may be the cache's. Nothing
     * at all is not to be believed: Linux 5.9 and 5.10 answer 0 where they would have to wait (preadv2(2), BUGS).
     */
    static boolean mayHaveMore(long position, int length, long result) {
        return result < length && (result == 0 || (position + result) % PAGE == 0);
    }
}
