/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.Errno;
import io.asyncfs.spi.Completions;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.Route;

/**
 * The Linux AIO of one loop: direct reads and writes by io_submit(2), buffered reads by an attempt at the page cache, and
 * everything that either would have to wait for handed back to the pool.
 */
final class AioQueue implements KernelQueue {
    private final EventFd doorbell;
    private final AioContext context;
    private final AioBatch batch;
    private final NowaitReads attempts;
    private final IovecScratch iovecs = new IovecScratch();
    private Completions receiver;
    private final AioContext.Events events = this::completed;

    AioQueue(int depth) throws RingException {
        attempts = new NowaitReads(depth);
        doorbell = new EventFd();
        AioContext made = null;
        try {
            batch = new AioBatch(depth, doorbell.fd());
            made = new AioContext(depth);
        } finally {
            if (made == null) {
                doorbell.close();
            }
        }
        context = made;
    }

    @Override
    public void start() {}

    /** A write that extends the file, and so an append, makes io_submit wait: io_submit(2), NOTES of aio(7). */
    @Override
    public Route route(OpKind kind, OpenFile opened) {
        boolean transfers = kind == OpKind.READ || kind == OpKind.WRITE;
        if (!transfers || opened.mayHang() || !(opened instanceof LinuxFile file)) {
            return Route.POOL;
        }
        if (file.isDirect()) {
            return file.hasAio() ? Route.KERNEL : Route.POOL;
        }
        return kind == OpKind.READ && file.hasNowait() ? Route.ATTEMPT : Route.POOL;
    }

    @Override
    public boolean offer(IoRequest request, int token) {
        if (!((LinuxFile) request.file()).isDirect()) {
            attempts.add(request, token);
            return true;
        }
        long vector = request.segments() == null ? 0 : iovecs.put(request.segments());
        if (request.segments() != null && vector == 0) {
            return false;
        }
        batch.add(request, token, vector);
        return true;
    }

    /** Disks do not support io_cancel(2): the request ends when the disk answers. */
    @Override
    public void cancel(int token) {}

    @Override
    public boolean hasUnsubmitted() {
        return !batch.isEmpty() || attempts.hasMore();
    }

    @Override
    public boolean submit() {
        attempts.run();
        while (!batch.isEmpty()) {
            int taken = context.submit(batch.pointers(), batch.count());
            if (taken >= 0) {
                batch.taken(taken);
                iovecs.reset(batch.isEmpty());
                return true;
            }
            if (SystemCall.isTransient(-taken)) {
                return taken == -Errno.EINTR;
            }
            attempts.refused(batch.firstToken());
            batch.taken(1);
        }
        iovecs.reset(true);
        return true;
    }

    @Override
    public int reap(Completions sink, int most) {
        receiver = sink;
        return attempts.tell(sink) + context.drain(events, most);
    }

    private void completed(long token, long result) {
        if (SystemCall.wouldWait(result)) {
            receiver.handBack((int) token, 0);
        } else {
            receiver.completed((int) token, result);
        }
    }

    @Override
    public boolean hasCompleted() {
        return attempts.hasUntold() || !context.isEmpty();
    }

    /** The kernel posts a completion, then rings: nothing has to be armed. */
    @Override
    public boolean prepareToBlock() {
        return !hasCompleted();
    }

    @Override
    public int doorbell() {
        return doorbell.fd();
    }

    @Override
    public void awaitDoorbell() {
        await(Long.MAX_VALUE);
    }

    @Override
    public void await(long timeoutNanos) {
        doorbell.await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        doorbell.ring();
    }

    @Override
    public void close() {
        context.close();
        doorbell.close();
    }
}
