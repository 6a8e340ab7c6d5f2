/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static io.asyncfs.jni.UringConstants.*;

import io.asyncfs.jni.Errno;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.platform.Log;
import io.asyncfs.spi.Completions;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.PooledMemory;
import io.asyncfs.spi.Route;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/** The io_uring of one loop. */
final class UringQueue implements KernelQueue {
    /** More than the engine submits in one round, with room for cancels. */
    static final int ENTRIES = 128;

    private static final long NOBODY = -1;

    private static final Log LOGGER = Log.of("io.asyncfs");

    private final Ring ring;
    private final SubmissionRing submission;
    private final CompletionRing completion;
    private final RegisteredBuffers registered;
    private final NowaitRequests nowait;
    private final RingWrites writes;
    private final IovecScratch iovecs = new IovecScratch();
    private boolean armed = true;
    private boolean broken;
    private boolean refuses; // also to post what it has

    /** A completion for each request and for the cancel of each; what does not fit the kernel keeps (NODROP). */
    UringQueue(int depth, PooledMemory pooled) throws RingException {
        nowait = new NowaitRequests(depth); // before what would have to be closed
        writes = new RingWrites(depth);
        registered = new RegisteredBuffers(pooled);
        ring = new Ring(ENTRIES, completions(depth));
        submission = ring.submission();
        completion = ring.completion();
    }

    static int completions(int depth) {
        return Integer.highestOneBit(2 * depth + ENTRIES) << 1;
    }

    Ring ring() {
        return ring;
    }

    @Override
    public void start() {
        try {
            ring.enable();
            registered.start(ring);
            haveAWorker();
        } catch (RingException e) {
            giveUp(e);
        }
    }

    /**
     * Has the kernel make the first of its threads now; the last one stays. Where it tries for ever to make one when the user
     * may have no more (5.10 and 5.15: io_should_retry_thread in io-wq.c, which has a limit since 6.11 and in stable releases
     * from 6.1 on), what needs the first one later would not end until somebody else's thread does.
     */
    private void haveAWorker() {
        int at = submission.next(IORING_OP_NOP, -1, NOBODY);
        if (at != SubmissionRing.FULL) {
            submission.async(at);
        }
    }

    @Override
    public Route route(OpKind kind, OpenFile file) {
        boolean has = kind.isTransfer() || kind.isSync();
        if (!has || broken || file.mayHang() || !(file instanceof LinuxFile opened)) {
            return Route.POOL;
        }
        boolean may = kind == OpKind.READ ? NowaitRequests.canRead(opened) : kind.isSync() || writes.mayGo(opened);
        return may ? Route.KERNEL : Route.POOL;
    }

    /** Writes that wait and every sync: io_fsync (io_uring/sync.c) never answers at once. */
    @Override
    public int workers() {
        return ring.workers();
    }

    @Override
    public boolean offer(IoRequest request, int token) {
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
        int index = registered.indexOf(request.address(), request.length());
        boolean fixed = index != RegisteredBuffers.NONE;
        int opcode = request.kind() == OpKind.READ
                ? fixed ? IORING_OP_READ_FIXED : IORING_OP_READ
                : fixed ? IORING_OP_WRITE_FIXED : IORING_OP_WRITE;
        int at = submission.next(opcode, ((LinuxFile) request.file()).fd(), token);
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
        int at = address == 0 ? SubmissionRing.FULL : submission.next(opcode, ((LinuxFile) request.file()).fd(), token);
        if (at == SubmissionRing.FULL) {
            return false;
        }
        submission.memory(at, offset(request), address, segments.length);
        call(at, request, token);
        return true;
    }

    private static long offset(IoRequest request) {
        return request.kind() == OpKind.APPEND ? 0 : request.position();
    }

    /**
     * An append that XFS or btrfs does in part at the submission is finished by a thread, at what is the end by then: io_write
     * in io_uring/rw.c. So that no other process comes in between, that thread does it all.
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

    @Override
    public void cancel(int token) {
        if (!broken && !tryCancel(token)) {
            submit();
            tryCancel(token); // still full: the kernel is out of memory, and a cancel is best effort
        }
    }

    private boolean tryCancel(int token) {
        int at = submission.next(IORING_OP_ASYNC_CANCEL, -1, NOBODY);
        if (at == SubmissionRing.FULL) {
            return false;
        }
        submission.memory(at, 0, token, 0);
        return true;
    }

    @Override
    public boolean hasUnsubmitted() {
        return submission.unsubmitted() != 0;
    }

    @Override
    public boolean submit() {
        if (broken) {
            return fetch();
        }
        int toSubmit = submission.unsubmitted();
        if (toSubmit == 0 && !submission.kernelHasMore()) {
            return true;
        }
        submission.publish();
        int result = ring.enter(toSubmit);
        iovecs.reset(submission.unsubmitted() == 0);
        if (result >= 0 || result == -Errno.EINTR) {
            return true;
        }
        // No memory, or completions that did not fit are still to be posted: io_uring_enter(2).
        if (!SystemCall.isTransient(-result)) {
            giveUp(new RingException("io_uring_enter", -result));
            return true;
        }
        // An enter that could not submit does not come to GETEVENTS: io_uring_enter in io_uring/io_uring.c.
        if (submission.kernelHasMore()) {
            ring.enter(0);
        }
        return false;
    }

    /** What the kernel took before it said no it posts when it is asked to. It is asked again, as what it refused may pass. */
    private boolean fetch() {
        refuses = submission.kernelHasMore() && ring.enter(0) < 0;
        return !refuses;
    }

    /** The ring worked when it was probed, and now the kernel says no for good: a filter that was installed later, say. */
    private void giveUp(RingException cause) {
        broken = true;
        LOGGER.log(
                Log.Level.ERROR,
                "a loop goes on with the thread pool, because its ring failed: {0}",
                cause.getMessage());
    }

    @Override
    public int reap(Completions receiver, int most) {
        Completions sink = writes.to(nowait.to(receiver));
        if (armed) {
            armed = false;
            completion.notify(false);
        }
        int returned = broken ? submission.takeBack(token -> returned(token, sink)) : 0;
        return returned + completion.drain(sink, most);
    }

    private static void returned(long token, Completions sink) {
        if (token != NOBODY) {
            sink.handBack((int) token, 0);
        }
    }

    @Override
    public boolean hasCompleted() {
        return !completion.isEmpty() || !refuses && submission.kernelHasMore();
    }

    @Override
    public boolean prepareToBlock() {
        if (!armed) {
            armed = true;
            completion.notify(true);
        }
        // The kernel posts, then looks whether to ring; we arm, then look whether it posted.
        VarHandle.fullFence();
        return !hasCompleted();
    }

    @Override
    public int doorbell() {
        return ring.doorbell().fd();
    }

    @Override
    public void awaitDoorbell() {
        await(Long.MAX_VALUE);
    }

    /** The doorbell serves completions and wake-ups alike, on every kernel. */
    @Override
    public void await(long timeoutNanos) {
        ring.doorbell().await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        ring.doorbell().ring();
    }

    @Override
    public void close() {
        ring.close();
        registered.closed();
    }
}
