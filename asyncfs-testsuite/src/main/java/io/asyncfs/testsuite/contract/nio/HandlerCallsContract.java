/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.Futures;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handler is called once, whatever it throws, and on no event loop, also by an executor that runs it where it is given it. */
class HandlerCallsContract extends ChannelContract {
    private static final int LENGTH = 100_000; // which no caller copies itself

    /** Runs tasks on the thread that gives them, as a saturated one with CallerRunsPolicy. */
    private static class CallerRuns extends ThreadPoolExecutor {
        CallerRuns() {
            super(0, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    /** Notes how it is called, and throws. */
    private static final class Throwing implements CompletionHandler<Integer, Void> {
        final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
        final CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
        private final Thread test = Thread.currentThread();
        private final RuntimeException failure;

        Throwing(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public void completed(Integer result, Void attachment) {
            calls.add("completed");
            if (Thread.currentThread() != test) {
                // It ends the thread, which is nobody else's news: Awaitility would take it for that of the next test.
                Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
            }
            onLoop.complete(!Futures.mayWait());
            throw failure;
        }

        @Override
        public void failed(Throwable cause, Void attachment) {
            calls.add("failed");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {RejectedExecutionException.class, IllegalArgumentException.class})
    void onceWhateverItThrows(Class<? extends RuntimeException> failure) throws Exception {
        CallerRuns executor = new CallerRuns();
        try (AsynchronousFileChannel channel = asynchronous(Whose.OURS, file("file", LENGTH), Set.of(READ), executor)) {
            Throwing first =
                    new Throwing(failure.getConstructor(String.class).newInstance("thrown by the test's handler"));
            channel.read(ByteBuffer.allocateDirect(LENGTH), 0, null, first);
            assertFalse(first.onLoop.get(PATIENCE_SECONDS, TimeUnit.SECONDS), "an event loop ran it");
            for (int i = 0; i < 10; i++) { // behind whatever came of it
                channel.read(ByteBuffer.allocateDirect(LENGTH), 0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            assertEquals(List.of("completed"), List.copyOf(first.calls));
        }
    }

    /** An executor that can have no thread has not run it. */
    @ParameterizedTest
    @ValueSource(classes = {RejectedExecutionException.class, OutOfMemoryError.class})
    void byOthersWhenTheExecutorCannot(Class<? extends Throwable> failure) throws Exception {
        CallerRuns executor = new CallerRuns() {
            @Override
            public void execute(Runnable task) {
                if (failure == OutOfMemoryError.class) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                throw new RejectedExecutionException("of the test");
            }
        };
        try (AsynchronousFileChannel channel = asynchronous(Whose.OURS, file("file", LENGTH), Set.of(READ), executor)) {
            Throwing handler = new Throwing(new IllegalStateException("thrown by the test's handler"));
            channel.read(ByteBuffer.allocateDirect(LENGTH), 0, null, handler);
            assertFalse(handler.onLoop.get(PATIENCE_SECONDS, TimeUnit.SECONDS), "an event loop ran it");
            assertEquals(List.of("completed"), List.copyOf(handler.calls));
        }
    }

    /** What needs no loop is told within the call, which the handler's failure leaves. */
    @Test
    void onceWithinTheCall() throws Exception {
        try (AsynchronousFileChannel channel =
                asynchronous(Whose.OURS, file("file", LENGTH), Set.of(READ), new CallerRuns())) {
            Throwing handler = new Throwing(new RejectedExecutionException("thrown by the test's handler"));
            assertThrows(
                    RejectedExecutionException.class,
                    () -> channel.read(ByteBuffer.allocateDirect(0), 0, null, handler));
            channel.read(ByteBuffer.allocateDirect(LENGTH), 0).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertEquals(List.of("completed"), List.copyOf(handler.calls));
        }
    }
}
