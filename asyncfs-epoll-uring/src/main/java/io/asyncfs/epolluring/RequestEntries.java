/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static io.asyncfs.jni.UringConstants.*;

import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.OpKind;
import java.nio.ByteBuffer;

/** Makes entries of a ring's submission queue of what the engine asks for. Owner thread only. */
final class RequestEntries {
    /** The user data of an entry that nobody waits for. */
    static final long NOBODY = -1;

    private final SubmissionRing submission;
    private final RegisteredBuffers buffers;
    private final RegisteredFiles files;
    private final NowaitRequests nowait;
    private final RingWrites writes;
    private final IovecScratch iovecs = new IovecScratch();

    RequestEntries(
            SubmissionRing submission,
            RegisteredBuffers buffers,
            RegisteredFiles files,
            NowaitRequests nowait,
            RingWrites writes) {
        this.submission = submission;
        this.buffers = buffers;
        this.files = files;
        this.nowait = nowait;
        this.writes = writes;
    }

    /**
     * Has the kernel make the first of its threads now; the last one stays. Where it tries for ever to make one when the user
     * may have no more (5.10 and 5.15: io_should_retry_thread in io-wq.c, which has a limit since 6.11 and in stable releases
     * from 6.1 on), what needs the first one later would not end until somebody else's thread does. There it remains that
     * the thread ends when it has had nothing to do for 5 s while the kernel tries in vain to make a second.
     */
    void putFirst() {
        int at = submission.next(IORING_OP_NOP, -1, NOBODY);
        if (at != SubmissionRing.FULL) {
            submission.async(at);
        }
    }

    /** Puts a request; returns false when there is no room. */
    boolean put(IoRequest request, int token) {
        LinuxFile file = (LinuxFile) request.file();
        return switch (request.kind()) {
            case READ, WRITE, APPEND ->
                request.segments() == null ? transfer(request, token) : vectored(request, token);
            case SYNC -> sync(file, 0, token);
            case DATASYNC -> sync(file, IORING_FSYNC_DATASYNC, token);
            default -> throw new IllegalArgumentException("expected a transfer or a sync, got " + request.kind());
        };
    }

    /** Moves one piece of memory; the kernel knows where it is if that is registered, and need not look it up. */
    private boolean transfer(IoRequest request, int token) {
        int index = buffers.indexOf(request.address(), request.length());
        boolean fixed = index != RegisteredBuffers.NONE;
        int opcode = request.kind() == OpKind.READ
                ? fixed ? IORING_OP_READ_FIXED : IORING_OP_READ
                : fixed ? IORING_OP_WRITE_FIXED : IORING_OP_WRITE;
        int at = next(opcode, request, token);
        if (at == SubmissionRing.FULL) {
            return false;
        }
        submission.memory(at, offset(request), request.address(), request.length());
        call(at, request, token);
        if (fixed) {
            submission.bufferIndex(at, index);
        }
        return true;
    }

    private boolean vectored(IoRequest request, int token) {
        ByteBuffer[] segments = request.segments();
        long address = iovecs.put(segments);
        int opcode = request.kind() == OpKind.READ ? IORING_OP_READV : IORING_OP_WRITEV;
        int at = address == 0 ? SubmissionRing.FULL : next(opcode, request, token);
        if (at == SubmissionRing.FULL) {
            return false;
        }
        submission.memory(at, offset(request), address, segments.length);
        call(at, request, token);
        return true;
    }

    /**
     * Starts an entry of a file, by its number in the kernel's table or by its descriptor. By number only reads, which the
     * kernel looks up when it takes the entry: what begins in one of its threads is looked up there (see {@link #call}), when
     * the number may be another's.
     */
    private int next(int opcode, IoRequest request, int token) {
        LinuxFile file = (LinuxFile) request.file();
        int number = request.kind() == OpKind.READ ? files.indexOf(file) : RegisteredFiles.NONE;
        if (number == RegisteredFiles.NONE) {
            return submission.next(opcode, file.fd(), token);
        }
        int at = submission.next(opcode, number, token);
        if (at != SubmissionRing.FULL) {
            submission.registeredFile(at);
        }
        return at;
    }

    private static long offset(IoRequest request) {
        return request.kind() == OpKind.APPEND ? 0 : request.position();
    }

    /**
     * An append that XFS or btrfs does in part at the submission is finished by a thread, at what is the end by then: io_write
     * in io_uring/rw.c. So that no other process comes in between, that thread does it all. Since 6.10 it is that thread, too,
     * which looks the descriptor up (io_assign_file in io_wq_submit_work): it must be open until then.
     */
    private void call(int at, IoRequest request, int token) {
        LinuxFile file = (LinuxFile) request.file();
        if (request.kind().isWrite()) {
            writes.begins(token, file);
        }
        int flags = nowait.flag(request, token);
        if (request.kind() == OpKind.APPEND) {
            flags |= LinuxConstants.RWF_APPEND;
            if (!file.isDirect()) {
                submission.async(at);
            }
        }
        submission.callFlags(at, flags);
    }

    private boolean sync(LinuxFile file, int flags, int token) {
        int at = submission.next(IORING_OP_FSYNC, file.fd(), token);
        if (at == SubmissionRing.FULL) {
            return false;
        }
        submission.callFlags(at, flags);
        return true;
    }

    /** Puts the cancel of a request; returns false when there is no room. */
    boolean putCancel(int token) {
        int at = submission.next(IORING_OP_ASYNC_CANCEL, -1, NOBODY);
        if (at == SubmissionRing.FULL) {
            return false;
        }
        submission.memory(at, 0, token, 0);
        return true;
    }

    /** The kernel has taken entries, and copied what those say that it took. */
    void submitted() {
        iovecs.reset(submission.unsubmitted() == 0);
    }
}
