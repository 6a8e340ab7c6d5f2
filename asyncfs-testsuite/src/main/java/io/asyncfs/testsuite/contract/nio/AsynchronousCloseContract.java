/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Asynchronous channels that are closed, and operations that are cancelled, while they run. */
class AsynchronousCloseContract extends ComparedContract {
    private static final int ROUNDS = 20;

    @Test
    void closeEndsEveryOperation() throws Exception {
        Path path = Files.write(path("file"), new byte[1 << 20]);
        for (int round = 0; round < ROUNDS; round++) {
            AsynchronousFileChannel channel = asynchronous(path, READ, WRITE, SYNC);
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                ByteBuffer buffer = i % 2 == 0 ? ByteBuffer.allocate(4096) : ByteBuffer.allocateDirect(4096);
                results.add(i % 20 == 0 ? channel.write(buffer, 4096L * i) : channel.read(buffer, 4096L * i));
            }
            channel.close();
            for (Future<Integer> result : results) {
                try {
                    assertEquals(4096, result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                } catch (ExecutionException e) {
                    assertInstanceOf(AsynchronousCloseException.class, e.getCause());
                }
            }
        }
    }

    @Test
    void closeRacesWithOperations() throws Exception {
        Path path = Files.write(path("file"), new byte[1 << 16]);
        for (int round = 0; round < ROUNDS; round++) {
            AsynchronousFileChannel channel = asynchronous(path, READ);
            List<Future<Integer>> results = new ArrayList<>();
            Thread starter = new Thread(() -> {
                while (channel.isOpen() && results.size() < 10_000) {
                    results.add(channel.read(ByteBuffer.allocate(512), 0));
                }
                results.add(channel.read(ByteBuffer.allocate(512), 0));
            });
            starter.start();
            Thread.yield();
            channel.close();
            starter.join();
            for (Future<Integer> result : results) {
                try {
                    assertEquals(512, result.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                } catch (ExecutionException e) {
                    assertInstanceOf(ClosedChannelException.class, e.getCause());
                }
            }
        }
    }

    @Test
    void aCancelledFutureIsDone() throws Exception {
        Path path = Files.write(path("file"), new byte[1 << 20]);
        for (int i = 0; i < 200; i++) { // the JDK's closes the channel when it interrupts
            try (AsynchronousFileChannel channel = asynchronous(path, READ, WRITE, SYNC)) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 14);
                Future<Integer> result = i % 2 == 0 ? channel.write(buffer, 0) : channel.read(buffer, 0);
                boolean cancelled = result.cancel(i % 4 < 2);
                assertTrue(result.isDone());
                assertEquals(cancelled, result.isCancelled());
                if (cancelled) {
                    assertThrows(CancellationException.class, result::get);
                    assertThrows(CancellationException.class, () -> result.get(1, TimeUnit.SECONDS));
                } else {
                    assertEquals(1 << 14, result.get());
                }
            }
        }
    }

    @Test
    void closeByManyThreads() throws Exception {
        Path path = Files.write(path("file"), new byte[1000]);
        AsynchronousFileChannel channel = asynchronous(path, READ);
        List<Thread> closers = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            Thread closer = new Thread(() -> {
                try {
                    channel.close();
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            closers.add(closer);
            closer.start();
        }
        for (Thread closer : closers) {
            closer.join();
        }
        assertEquals(List.of(), failures);
    }
}
