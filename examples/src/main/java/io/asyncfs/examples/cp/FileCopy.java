/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.function.Supplier;

/**
 * Copies the content of one open file into another, empty one. A fixed number of slots, each with a pooled buffer, go on
 * by themselves: read the next chunk, write it at the same offset, read the next. Everything happens on the event loop of
 * the two files, which never waits.
 *
 * <p>Copied is what the source had when it was opened. Bytes that are added meanwhile are left out; when some are taken
 * away the copy fails with {@link EOFException}. Holes become zeros. The first failure stops new work; the future completes
 * when nothing is under way any more and every buffer is released.
 */
final class FileCopy {
    private final AsyncFs fs;
    private final AsyncFile source;
    private final AsyncFile target;
    private final CopyPlan plan;
    private final EventExecutor loop;
    private final Promise<Long> done;
    private final Slot[] slots;

    // Written by the loop alone.
    private volatile long copied;
    private long next;
    private int active;
    private Throwable failure;

    /**
     * Prepares a copy.
     *
     * @param fs where the buffers come from
     * @param source open to read
     * @param target open to write, on the same executor as the source; empty
     */
    FileCopy(AsyncFs fs, AsyncFile source, AsyncFile target, CopyPlan plan) {
        if (source.executor() != target.executor()) {
            throw new IllegalArgumentException(
                    "expected both files on one executor, got " + source.executor() + " and " + target.executor());
        }
        this.fs = fs;
        this.source = source;
        this.target = target;
        this.plan = plan;
        loop = source.executor();
        done = loop.newPromise();
        slots = new Slot[plan.slots()];
        active = slots.length;
    }

    /** Starts; once. Any thread. Returns the bytes copied. The files stay open, and are not synced. */
    Future<Long> start() {
        loop.execute(this::begin);
        return done;
    }

    /** Lets the copy fail with {@code cause} unless it is done. Any thread. */
    void stop(Throwable cause) {
        loop.execute(() -> fail(cause));
    }

    /** Returns the bytes that have been written so far. Any thread. */
    long copied() {
        return copied;
    }

    private void begin() {
        if (slots.length == 0) {
            active = 1;
            new Slot().confirmEmpty();
            return;
        }
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot();
        }
        for (Slot slot : slots) {
            slot.proceed();
        }
    }

    private void fail(Throwable cause) {
        if (failure != null || done.isDone()) {
            return;
        }
        failure = cause;
        // What still waits in the queue need not be done.
        for (Slot slot : slots) {
            if (slot != null && slot.operation != null) {
                slot.operation.cancel(false);
            }
        }
    }

    private void finish() {
        if (failure != null) {
            done.setFailure(failure);
        } else if (plan.padsTheEnd()) {
            target.truncate(plan.size()).addListener(cut -> {
                if (cut.isSuccess()) {
                    done.setSuccess(copied);
                } else {
                    done.setFailure(cut.cause());
                }
            });
        } else {
            done.setSuccess(copied);
        }
    }

    /** One chunk under way: its buffer and what becomes of it. */
    private final class Slot {
        private ByteBuf buffer;
        private Future<Integer> operation;
        private long position;
        private int length;
        private int filled;

        /** Takes the next chunk, or ends. */
        void proceed() {
            if (failure != null || next >= plan.size()) {
                end();
                return;
            }
            position = next;
            length = (int) Math.min(plan.chunk(), plan.size() - position);
            next += length;
            filled = 0;
            read();
        }

        private void read() {
            // A whole chunk also at the end: direct I/O wants an aligned length, and a short count tells the end. After
            // a
            // partial read it goes on at an aligned offset, which may read some bytes again.
            int from = plan.alignedDown(filled);
            run(() -> source.read(emptied().setIndex(0, from), position + from), count -> {
                if (buffer.writerIndex() <= filled || count <= 0) {
                    throw new EOFException(source.path() + ": became shorter while it was copied: expected "
                            + plan.size() + " bytes, but found its end at " + (position + filled));
                }
                filled = buffer.writerIndex();
                if (filled < length) {
                    read();
                } else {
                    write();
                }
            });
        }

        private void write() {
            int padded = plan.alignedUp(length);
            buffer.setIndex(0, length).writeZero(padded - length);
            run(() -> target.writeFully(buffer, position), count -> {
                copied += length;
                proceed();
            });
        }

        /** Files of /proc say that they are empty and are not; to copy nothing of them would be a silent loss. */
        void confirmEmpty() {
            run(() -> source.read(emptied(), 0), count -> {
                if (count > 0) {
                    throw new FileSystemException(
                            source.path().toString(), null, "says that it has 0 bytes, but has more: not copied");
                }
                end();
            });
        }

        /** The buffer, made when it is first needed. */
        private ByteBuf emptied() {
            if (buffer == null) {
                buffer = fs.allocBuf(plan.chunk());
            }
            return buffer.clear();
        }

        private void run(Supplier<Future<Integer>> start, Then then) {
            Future<Integer> started;
            try {
                started = start.get();
            } catch (RuntimeException | OutOfMemoryError e) { // of direct memory, most likely: not the end of the loop
                failed(e);
                return;
            }
            operation = started;
            started.addListener((Future<Integer> finished) -> {
                operation = null;
                if (!finished.isSuccess()) {
                    failed(finished.cause());
                    return;
                }
                if (failure != null) {
                    end();
                    return;
                }
                try {
                    then.accept(finished.getNow());
                } catch (IOException | RuntimeException e) {
                    failed(e);
                }
            });
        }

        private void failed(Throwable cause) {
            fail(cause);
            end();
        }

        private void end() {
            if (buffer != null) {
                buffer.release();
                buffer = null;
            }
            if (--active == 0) {
                finish();
            }
        }
    }

    /** What follows an operation. */
    private interface Then {
        void accept(int count) throws IOException;
    }
}
