/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.CursorBusyException;
import io.asyncfs.DeadlineExceededException;
import io.asyncfs.FileClosedException;
import io.asyncfs.LoopTerminatedException;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The operations of one thread in a race: reads, and writes of what is there anyway, in every way, of which some are
 * cancelled and some have a deadline of microseconds. Afterwards {@link #check} says whether all is as it must be.
 */
public final class RacingOps implements Callable<Void> {
    /** The size of the file, of {@link Content}. */
    public static final int FILE_BYTES = 64 * RacingOps.PIECE;

    private static final int PIECE = 4096;
    private static final Set<Class<?>> MAY_FAIL_WITH = Set.of(
            DeadlineExceededException.class,
            FileClosedException.class,
            LoopTerminatedException.class,
            CursorBusyException.class);

    private final AsyncFile file;
    private final Random random;
    private final int count;
    private final Guarded buffers;
    private final List<Op> ops = new ArrayList<>();
    private final List<AsyncFile> views = new ArrayList<>();
    private EventExecutor executor;

    /** One operation, and how often its future told that it is done. */
    private record Op(Future<?> future, AtomicInteger ends, long position, ByteBuf buffer, boolean writes) {}

    /** Takes a file of {@link #FILE_BYTES}; buffers are of the instance. */
    public RacingOps(AsyncFile file, long seed, int count, AsyncFs fs) {
        this.file = file;
        this.count = count;
        random = new Random(seed);
        buffers = new Guarded(fs.allocBuf(Guarded.bytes(count, PIECE)), count, PIECE);
        executor = file.executor();
    }

    /** Says on which executor views are made; the file's own if this is not called. */
    public void viewsOn(EventExecutor loop) {
        executor = loop;
    }

    @Override
    public Void call() {
        for (int i = 0; i < count; i++) {
            ops.add(start(i));
            Future<?> victim = ops.get(random.nextInt(ops.size())).future;
            if (random.nextInt(3) == 0 && victim.cancel(true)) {
                assertTrue(victim.isCancelled());
            }
        }
        return null;
    }

    private AsyncFile anyFile() {
        AsyncFile any = file;
        if (random.nextInt(8) == 0) {
            try {
                any = file.view(executor);
                views.add(any);
            } catch (IllegalStateException closed) {
                // what is done with the file itself fails as it should
            }
        }
        return random.nextInt(4) == 0 ? any.withDeadline(Duration.ofNanos(1 + random.nextInt(300_000))) : any;
    }

    private Op start(int index) {
        AsyncFile on = anyFile();
        ByteBuf buffer = buffers.buffer(index);
        long position = (long) random.nextInt(FILE_BYTES / PIECE) * PIECE;
        AtomicInteger ends = new AtomicInteger();
        int kind = random.nextInt(8);
        boolean writes = kind >= 5 && kind < 7;
        if (writes) {
            buffer.writeBytes(Content.bytes(position, PIECE));
        }
        Future<?> future =
                switch (kind) {
                    case 0, 1 -> on.read(buffer, position);
                    case 2 -> on.readFully(buffer, position);
                    case 3 -> on.read(position, PIECE);
                    case 4 -> on.seek(position);
                    case 5 -> on.write(buffer, position);
                    case 6 -> on.writeFully(buffer, position);
                    default -> random.nextBoolean() ? on.dataSync() : on.size();
                };
        boolean reads = kind < 3;
        if (on.executor().isShutdown()) {
            return new Op(future, ends, position, null, writes);
        }
        future.addListener(done -> {
            if (reads && !done.isSuccess() && !(done.cause() instanceof LoopTerminatedException)) {
                buffer.setZero(0, PIECE); // and so it stays, or the kernel still had it
            }
            ends.incrementAndGet();
        });
        return new Op(future, ends, position, kind == 4 || kind == 7 || kind == 3 ? null : buffer, writes);
    }

    /** Closes the views that were made. */
    public void closeViews() {
        for (AsyncFile view : views) {
            Contract.await(view.close());
        }
    }

    /** Asserts all that holds when the file and its views are closed. */
    public void check() {
        for (Op op : ops) {
            if (!op.future.isDone()) { // it came after the close, and the news that it was refused is on its way
                Contract.eventually("a late operation ends").until(op.future::isDone);
                assertFalse(op.future.isSuccess(), "close overtook an operation");
            }
            if (!file.executor().isShutdown()) { // or Netty tells no listeners any more
                Contract.eventually("its listener is told").until(() -> op.ends.get() > 0);
            }
            assertTrue(op.ends.get() <= 1, "an operation ended twice");
            if (op.future.isSuccess()) {
                succeeded(op);
            } else {
                Throwable cause = op.future.cause();
                boolean expected = cause instanceof CancellationException || MAY_FAIL_WITH.contains(cause.getClass());
                assertTrue(expected, () -> "failed with " + cause);
                failed(op);
            }
        }
        buffers.check();
        assertTrue(buffers.memory().release(), "an operation holds its buffer");
    }

    private static void succeeded(Op op) {
        if (op.future.getNow() instanceof ByteBuf own) {
            Content.assertAt(op.position, PIECE, own);
            assertTrue(own.release(), "only the caller's reference is left");
        } else if (op.buffer != null) {
            assertEquals(PIECE, op.future.getNow());
            assertEquals(op.writes ? 0 : PIECE, op.buffer.readableBytes());
            Content.assertAt(op.position, PIECE, op.buffer.readerIndex(0));
        }
    }

    private static void failed(Op op) {
        if (op.buffer == null) {
            return;
        }
        assertEquals(op.writes ? PIECE : 0, op.buffer.readableBytes());
        if (!op.writes && op.ends.get() == 1 && !(op.future.cause() instanceof LoopTerminatedException)) {
            byte[] bytes = new byte[PIECE];
            op.buffer.getBytes(0, bytes);
            for (byte one : bytes) {
                assertEquals(0, one, "the kernel wrote after the operation had failed");
            }
        }
    }
}
