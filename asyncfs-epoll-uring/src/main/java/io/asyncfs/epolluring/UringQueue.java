/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.Errno;
import io.asyncfs.platform.Log;
import io.asyncfs.spi.Completions;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.PooledMemory;
import io.asyncfs.spi.Route;
import java.lang.invoke.VarHandle;

/** The io_uring of one loop. */
final class UringQueue implements KernelQueue {
    /** More than the engine submits in one round, with room for cancels. */
    static final int ENTRIES = 128;

    private static final Log LOGGER = Log.of("io.asyncfs");

    private final Ring ring;
    private final SubmissionRing submission;
    private final CompletionRing completion;
    private final RegisteredBuffers buffers;
    private final RegisteredFiles files;
    private final NowaitRequests nowait;
    private final RingWrites writes;
    private final RequestEntries entries;
    private boolean armed = true;
    private boolean broken;
    private boolean refuses; // also to post what it has

    /** A completion for each request and for the cancel of each; what does not fit the kernel keeps (NODROP). */
    UringQueue(int depth, PooledMemory pooled) throws RingException {
        nowait = new NowaitRequests(depth); // before what would have to be closed
        writes = new RingWrites(depth);
        buffers = new RegisteredBuffers(pooled);
        ring = new Ring(ENTRIES, completions(depth));
        submission = ring.submission();
        files = new RegisteredFiles(submission);
        entries = new RequestEntries(submission, buffers, files, nowait, writes);
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
            buffers.start(ring);
            files.start(ring);
            entries.putFirst();
        } catch (RingException e) {
            giveUp(e);
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
        return entries.put(request, token);
    }

    @Override
    public void cancel(int token) {
        if (!broken && !entries.putCancel(token)) {
            submit();
            entries.putCancel(token); // still full: the kernel is out of memory, and a cancel is best effort
        }
    }

    @Override
    public void forget(OpenFile file) {
        if (file instanceof LinuxFile opened) {
            files.forget(opened);
        }
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
        int result = toSubmit == 0 ? post() : ring.enter(toSubmit);
        entries.submitted();
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
            post();
        }
        return false;
    }

    /** Lets the kernel post what it has deferred; returns 0 or -errno. */
    private int post() {
        submission.forgetMore();
        int result = ring.enter(0);
        if (result < 0) {
            submission.rememberMore();
        }
        return result;
    }

    /** What the kernel took before it said no it posts when it is asked to. It is asked again, as what it refused may pass. */
    private boolean fetch() {
        refuses = submission.kernelHasMore() && post() < 0;
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
        if (token != RequestEntries.NOBODY) {
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
        files.close();
        ring.close();
        buffers.closed();
    }
}
