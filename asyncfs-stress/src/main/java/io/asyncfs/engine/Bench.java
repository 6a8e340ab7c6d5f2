/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.AsyncFile;
import io.asyncfs.DeadlineExceededException;
import io.asyncfs.FileClosedException;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.OpenMode;
import io.asyncfs.spi.Backend;
import io.asyncfs.spi.OpenRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * One loop and one file of the engine, with a kernel and a descriptor that stand in. Whichever actor calls {@link #turn} or
 * {@link #onLoop} is the loop's thread meanwhile, and nobody else calls them at that time. One operation may be in flight
 * and four wait: what one of them keeps by mistake is missed by the next. No buffer is pooled, so that its references tell
 * what became of it.
 */
final class Bench {
    static final int BYTES = 16;
    static final String NO_THREAD = "unable to create native thread";

    private static final int WAITING = 4;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Path PATH = Path.of("bench");
    private static final FsCore FS = fs(1);

    final StandInQueue queue;
    final LoopEngine engine;
    final StandInFile descriptor;
    final SharedFile shared;
    final FileView view;
    final AsyncFile file;
    private volatile Thread loopThread;

    /** Whether the system has no thread for the loop, which needs one when somebody else sends it something. */
    volatile boolean startsNoThread;

    /** Makes a loop whose kernel does what it is asked. */
    Bench() {
        this(new StandInQueue(false), null);
    }

    /** Makes a loop with this kernel (null: all is done on the pool), and another view of an open file, if one is given. */
    Bench(StandInQueue queue, SharedFile of) {
        this(queue, of, FS);
    }

    /** Makes a loop of an instance that allows it more. */
    Bench(StandInQueue queue, SharedFile of, FsCore fs) {
        this.queue = queue;
        engine = new LoopEngine(
                fs,
                new ThreadAwareExecutor() {
                    @Override
                    public boolean isExecutorThread(Thread thread) {
                        return thread == loopThread;
                    }

                    @Override
                    public void execute(Runnable task) { // the actors turn the loop
                        if (startsNoThread) {
                            throw new OutOfMemoryError(NO_THREAD);
                        }
                    }
                },
                queue);
        if (of == null) {
            OpenRequest request =
                    new OpenRequest(PATH, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE), null);
            shared = new SharedFile(new StandInFile(), request, OpenMode.ASYNC);
        } else {
            shared = of;
        }
        descriptor = (StandInFile) shared.file();
        view = new FileView(shared, engine, ImmediateEventExecutor.INSTANCE);
        file = new EngineFile(view, 0);
    }

    /** Returns an instance whose loops may have so many operations in flight. */
    static FsCore fs(int depth) {
        return fs(new FsConfig.Limits(depth, WAITING, 0, 2, 0), new StandInBackend());
    }

    static FsCore fs(FsConfig.Limits limits, Backend backend) {
        return new FsCore(config(limits), backend);
    }

    /** Returns one whose pool has such threads. */
    static FsCore fs(ThreadFactory poolThreads) {
        return new FsCore(config(new FsConfig.Limits(1, WAITING, 0, 2, 0)), new StandInBackend(), poolThreads);
    }

    private static FsConfig config(FsConfig.Limits limits) {
        FsConfig.Memory memory = new FsConfig.Memory(new UnpooledByteBufAllocator(true, true), 4096, false);
        return new FsConfig(limits, memory, false);
    }

    static ByteBuf buffer() {
        return Unpooled.directBuffer(BYTES, BYTES);
    }

    static ByteBuf content() {
        return buffer().writerIndex(BYTES);
    }

    static OpPromise promise(Future<?> operation) {
        return (OpPromise) operation;
    }

    /** Runs something as the loop. */
    void onLoop(Runnable task) {
        loopThread = Thread.currentThread();
        try {
            task.run();
        } finally {
            loopThread = null;
        }
    }

    /** The loop goes round once. */
    void turn() {
        onLoop(() -> engine.dispatcher().turn());
    }

    /** Turns the loop until an operation is over, and says how it ended. */
    String end(Future<?> operation) {
        if (!turnUntilDone(operation)) {
            return "stuck";
        }
        if (operation.isSuccess()) {
            return "done";
        }
        Throwable cause = operation.cause();
        return cause instanceof CancellationException
                ? "cancelled"
                : cause instanceof DeadlineExceededException
                        ? "late"
                        : cause instanceof FileClosedException
                                ? "closed"
                                : cause instanceof LoopTerminatedException ? "terminated" : cause.toString();
    }

    private boolean turnUntilDone(Future<?> future) {
        long start = System.nanoTime();
        while (!future.isDone()) {
            turn();
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                return false;
            }
        }
        return true;
    }

    /**
     * Draws the balance when nothing goes on any more: says "balanced", or what is not. The caller's references to the
     * buffers are given back.
     */
    String balance(ByteBuf... buffers) {
        ByteBuf another = buffer();
        String next = end(file.read(another, 0)); // through all the limits
        another.release();
        return next.equals("done") ? nothingIsLeft(buffers) : "the next operation: " + next;
    }

    /** Does the same for a file that is being closed. */
    String balanceClosed(ByteBuf... buffers) {
        if (!turnUntilDone(file.close())) {
            return "close is stuck";
        }
        return descriptor.closes() == 1 ? nothingIsLeft(buffers) : "closed " + descriptor.closes() + " times";
    }

    private String nothingIsLeft(ByteBuf... buffers) {
        turn();
        if (engine.admission().admitted() != 0) {
            return "admitted " + engine.admission().admitted();
        }
        if (descriptor.wrong() != null) {
            return descriptor.wrong();
        }
        for (ByteBuf buffer : buffers) {
            if (buffer.refCnt() != 1 || !buffer.release()) {
                return "references to a buffer: " + buffer.refCnt();
            }
        }
        return "balanced";
    }
}
