/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.harness.JdkOptions;
import io.asyncfs.testsuite.harness.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reads, writes, sizes and options of asynchronous channels: the same assertions on the JDK's and on ours. */
class AsynchronousTransferContract extends ComparedContract {
    private static final long O_DSYNC = 010000;
    private static final long O_SYNC = 04000000 | O_DSYNC;

    /** Hands the result of a handler to whoever waits, with the thread it came on and the attachment. */
    record Told(Integer result, Throwable failure, Thread thread, Object attachment) {
        static final class Handler extends CompletableFuture<Told> implements CompletionHandler<Integer, Object> {
            @Override
            public void completed(Integer result, Object attachment) {
                complete(new Told(result, null, Thread.currentThread(), attachment));
            }

            @Override
            public void failed(Throwable failure, Object attachment) {
                complete(new Told(null, failure, Thread.currentThread(), attachment));
            }
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void onlyPositionsMove() throws Exception {
        Path path = path("file");
        byte[] content = random(1000);
        try (AsynchronousFileChannel channel = asynchronous(path, READ, WRITE, CREATE_NEW)) {
            for (boolean direct : new boolean[] {false, true}) {
                ByteBuffer src = direct ? ByteBuffer.allocateDirect(1000) : ByteBuffer.allocate(1000);
                src.put(content).position(100).limit(900);
                assertEquals(800, channel.write(src, 50).get());
                assertEquals(900, src.position());
                assertEquals(900, src.limit());
                ByteBuffer dst = direct ? ByteBuffer.allocateDirect(2000) : ByteBuffer.allocate(2000);
                dst.position(7).limit(1500);
                assertEquals(750, channel.read(dst, 100).get());
                assertEquals(757, dst.position());
                assertEquals(1500, dst.limit());
                byte[] read = new byte[750];
                dst.get(7, read);
                assertArrayEquals(Arrays.copyOfRange(content, 150, 900), read);
                assertEquals(-1, channel.read(dst, 850).get());
                assertEquals(-1, channel.read(dst, 1L << 40).get());
                assertEquals(757, dst.position());
                assertEquals(0, channel.read(dst.limit(757), 0).get());
                assertEquals(0, channel.write(src, 0).get());
            }
        }
    }

    @Test
    void buffersOfEveryKind() throws Exception {
        Path path = path("file");
        byte[] content = random(3 << 20); // larger than what is copied at once
        ByteBuffer shifted =
                ByteBuffer.allocate(content.length + 10).position(3).slice();
        shifted.put(content).flip();
        ByteBuffer direct =
                ByteBuffer.allocateDirect(content.length).put(content).flip();
        List<ByteBuffer> sources = List.of(
                ByteBuffer.wrap(content),
                ByteBuffer.wrap(content).asReadOnlyBuffer(),
                shifted,
                direct.duplicate(),
                direct.duplicate().order(ByteOrder.LITTLE_ENDIAN),
                direct.asReadOnlyBuffer());
        for (ByteBuffer src : sources) {
            try (AsynchronousFileChannel channel = asynchronous(path, READ, WRITE, CREATE, TRUNCATE_EXISTING)) {
                for (long at = 0; src.hasRemaining(); ) {
                    at += channel.write(src, at).get();
                }
                assertArrayEquals(content, Files.readAllBytes(path));
                ByteBuffer dst =
                        ByteBuffer.allocate(content.length + 100).position(100).slice();
                for (int at = 0; dst.hasRemaining(); ) {
                    at += channel.read(dst, at).get();
                }
                assertEquals(0, dst.flip().compareTo(ByteBuffer.wrap(content)));
            }
        }
    }

    @Test
    void handlersRunOnTheExecutorOfTheChannel() throws Exception {
        Path path = Files.write(path("file"), random(100));
        Thread[] expected = new Thread[1];
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> expected[0] = new Thread(task));
        try (AsynchronousFileChannel channel = asynchronous(path, Set.of(READ, WRITE), executor)) {
            for (int length : new int[] {100, 0}) {
                Told.Handler read = new Told.Handler();
                channel.read(ByteBuffer.allocate(length), 0, "attached", read);
                Told told = read.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertEquals(length, told.result());
                assertSame(expected[0], told.thread());
                assertEquals("attached", told.attachment());
            }
            Told.Handler end = new Told.Handler();
            channel.read(ByteBuffer.allocate(1), 100, null, end);
            assertEquals(-1, end.get(PATIENCE_SECONDS, TimeUnit.SECONDS).result());
            CompletableFuture<Thread> lockedOn = new CompletableFuture<>();
            channel.lock(0, 1, false, null, new CompletionHandler<FileLock, Object>() {
                @Override
                public void completed(FileLock result, Object attachment) {
                    lockedOn.complete(Thread.currentThread());
                }

                @Override
                public void failed(Throwable failure, Object attachment) {
                    lockedOn.completeExceptionally(failure);
                }
            });
            assertSame(expected[0], lockedOn.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void handlersMayWaitForOneAnother() throws Exception {
        Path path = Files.write(path("file"), random(100));
        int count = 12;
        CountDownLatch all = new CountDownLatch(count);
        CountDownLatch met = new CountDownLatch(count);
        try (AsynchronousFileChannel channel = asynchronous(path, READ)) {
            for (int i = 0; i < count; i++) {
                channel.read(ByteBuffer.allocate(10), i, null, new CompletionHandler<Integer, Object>() {
                    @Override
                    public void completed(Integer result, Object attachment) {
                        all.countDown();
                        try {
                            if (all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                                met.countDown();
                            }
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }

                    @Override
                    public void failed(Throwable failure, Object attachment) {}
                });
            }
            assertTrue(met.await(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "still waiting: " + met.getCount());
        }
    }

    @Test
    void manyAtOnce() throws Exception {
        Path path = path("file");
        byte[] content = random(1000 * 777);
        try (AsynchronousFileChannel channel = asynchronous(path, READ, WRITE, CREATE)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                results.add(channel.write(ByteBuffer.wrap(content, i * 777, 777), i * 777L));
            }
            for (Future<Integer> result : results) {
                assertEquals(777, result.get());
            }
            results.clear();
            byte[] read = new byte[content.length];
            for (int i = 0; i < 1000; i++) {
                results.add(channel.read(ByteBuffer.wrap(read, i * 777, 777), i * 777L));
            }
            for (Future<Integer> result : results) {
                assertEquals(777, result.get());
            }
            assertArrayEquals(content, read);
        }
    }

    @Test
    void sizesAndForce() throws IOException {
        Path path = Files.write(path("file"), random(1000));
        try (AsynchronousFileChannel channel = asynchronous(path, READ, WRITE)) {
            assertEquals(1000, channel.size());
            assertSame(channel, channel.truncate(2000));
            assertEquals(1000, channel.size(), "never extends");
            assertEquals(300, channel.truncate(300).size());
            channel.force(true);
            channel.force(false);
            Thread.currentThread().interrupt();
            assertEquals(300, channel.size(), "interrupts do not close it");
            assertTrue(Thread.interrupted());
            assertTrue(channel.isOpen());
            assertEquals(0, channel.truncate(0).size());
        }
    }

    @Test
    void options() throws Exception {
        Path path = path("file");
        Set<OpenOption> create = Set.of(WRITE, CREATE_NEW, SPARSE, DSYNC);
        try (AsynchronousFileChannel channel = asynchronous(
                path,
                create,
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            assertEquals(10, channel.write(ByteBuffer.wrap(random(10)), 5).get());
            assertSyncs(O_DSYNC, path);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        try (AsynchronousFileChannel channel = asynchronous(path)) { // no option: to read
            assertEquals(15, channel.read(ByteBuffer.allocate(20), 0).get());
        }
        try (AsynchronousFileChannel channel = asynchronous(path, WRITE, TRUNCATE_EXISTING, SYNC)) {
            assertTrue(channel.isOpen());
            assertSyncs(O_SYNC, path);
        }
        assertEquals(0, Files.size(path));
        try (AsynchronousFileChannel channel = asynchronous(path, READ, WRITE, DELETE_ON_CLOSE)) {
            assertEquals(10, channel.write(ByteBuffer.wrap(random(10)), 0).get());
            assertEquals(10, channel.read(ByteBuffer.allocate(20), 0).get());
        }
        assertFalse(Files.exists(path));
    }

    /** SPARSE, which is for file systems of Windows, leaves no trace. */
    private static void assertSyncs(long flags, Path path) throws IOException {
        if (Platform.isLinux()) {
            assertEquals(flags, Descriptors.flags(path) & O_SYNC);
        }
    }

    @Test
    void directInputAndOutput() throws Exception {
        Path path = Files.write(path("file"), random(1 << 20));
        OpenOption direct = JdkOptions.direct();
        try (AsynchronousFileChannel channel = asynchronous(path, READ, WRITE, direct)) {
            ByteBuffer aligned =
                    ByteBuffer.allocateDirect(4 * 4096).alignedSlice(4096).limit(8192);
            assertEquals(8192, channel.read(aligned, 4096).get());
            assertEquals(0, aligned.flip().compareTo(ByteBuffer.wrap(random(1 << 20), 4096, 8192)));
            assertEquals(8192, channel.write(aligned, 0).get());
            Throwable cause = assertThrows(ExecutionException.class, () -> channel.read(aligned.clear(), 7)
                            .get())
                    .getCause();
            assertTrue(cause instanceof IOException, cause::toString);
        } catch (UnsupportedOperationException | FileSystemException e) {
            abort("no direct I/O here: " + e);
        }
    }
}
