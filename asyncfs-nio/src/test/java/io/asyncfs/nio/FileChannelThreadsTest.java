/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** File channels on threads of every kind, and what interrupts and closes do to those that wait. */
class FileChannelThreadsTest {
    private static final int REPEAT = Integer.getInteger("io.asyncfs.test.repeat", 1);

    @TempDir
    Path directory;

    private Path file(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return Files.write(directory.resolve("file"), content);
    }

    private static <T> FutureTask<T> start(ThreadFactory threads, Callable<T> task, List<Thread> started) {
        FutureTask<T> result = new FutureTask<>(task);
        Thread thread = threads.newThread(result);
        started.add(thread);
        thread.start();
        return result;
    }

    /** More threads than carriers wait at the same time: none of them can have kept its carrier. */
    @ParameterizedTest
    @MethodSource("io.asyncfs.nio.Kind#ours")
    void aThousandVirtualThreadsHoldNoCarrier(Kind kind) throws Exception {
        ThreadFactory threads = VirtualThreads.factory();
        Path path = file(1 << 20);
        byte[] content = Files.readAllBytes(path);
        HeldReads held = new HeldReads(kind.fs(), 1000);
        try (FileChannel channel = AsyncFsFileChannel.open(held.fs(), path, Set.of(READ))) {
            List<FutureTask<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                long position = i * 1000L;
                ByteBuffer buffer = i % 2 == 0 ? ByteBuffer.allocate(1000) : ByteBuffer.allocateDirect(1000);
                results.add(start(
                        threads,
                        () -> {
                            assertEquals(1000, channel.read(buffer, position));
                            byte[] bytes = new byte[1000];
                            buffer.get(0, bytes);
                            return bytes;
                        },
                        new ArrayList<>()));
            }
            for (int i = 0; i < 1000; i++) {
                byte[] expected = Arrays.copyOfRange(content, i * 1000, (i + 1) * 1000);
                assertArrayEquals(expected, results.get(i).get(30, TimeUnit.SECONDS));
            }
            assertEquals(1000, held.held(), "all were given to the engine");
        }
    }

    @ParameterizedTest
    @MethodSource("io.asyncfs.nio.Kind#all")
    void anInterruptThatIsPendingClosesTheChannel(Kind kind) throws Exception {
        Path path = file(100);
        List<Call> calls = List.of(
                channel -> channel.read(ByteBuffer.allocate(10)),
                channel -> channel.read(ByteBuffer.allocateDirect(10), 0),
                channel -> channel.write(ByteBuffer.allocate(10), 0),
                FileChannel::size,
                channel -> channel.force(true),
                channel -> channel.truncate(5),
                channel -> channel.transferTo(0, 10, channel));
        for (Call call : calls) {
            FileChannel channel = kind.file(path, READ, WRITE);
            Thread.currentThread().interrupt();
            assertThrows(ClosedByInterruptException.class, () -> call.on(channel));
            assertTrue(Thread.interrupted(), "it stays pending");
            assertFalse(channel.isOpen());
        }
    }

    /** A call on a channel. */
    private interface Call {
        void on(FileChannel channel) throws IOException;
    }

    @ParameterizedTest
    @MethodSource("io.asyncfs.nio.Kind#ours")
    void anInterruptEndsAReadOfAVirtualThread(Kind kind) throws Exception {
        Path path = file(100);
        for (int round = 0; round < REPEAT; round++) {
            HeldReads held = new HeldReads(kind.fs(), Integer.MAX_VALUE);
            FileChannel channel = AsyncFsFileChannel.open(held.fs(), path, Set.of(READ));
            List<Thread> started = new ArrayList<>();
            FutureTask<Integer> read =
                    start(VirtualThreads.factory(), () -> channel.read(ByteBuffer.allocate(10)), started);
            FutureTask<Integer> other =
                    start(VirtualThreads.factory(), () -> channel.read(ByteBuffer.allocate(10), 0), started);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (held.held() < 2) {
                assertTrue(System.nanoTime() < deadline, "both wait for the engine");
                Thread.onSpinWait();
            }
            started.get(0).interrupt();
            assertInstanceOf(ClosedByInterruptException.class, failure(read));
            assertInstanceOf(AsynchronousCloseException.class, failure(other));
            assertFalse(channel.isOpen());
        }
    }

    private static Throwable failure(FutureTask<?> task) {
        return assertThrows(ExecutionException.class, () -> task.get(10, TimeUnit.SECONDS))
                .getCause();
    }

    @ParameterizedTest
    @MethodSource("io.asyncfs.nio.Kind#ours")
    void whoWaitsForALockIsInterruptedOrGetsIt(Kind kind) throws Exception {
        Path path = file(100);
        try (OtherProcess other = new OtherProcess(path)) {
            assertTrue(other.locks(0, 100, false));
            FileChannel channel = kind.file(path, READ, WRITE);
            List<Thread> started = new ArrayList<>();
            FutureTask<FileLock> lock = start(Thread::new, () -> channel.lock(5, 5, false), started);
            assertThrows(TimeoutException.class, () -> lock.get(100, TimeUnit.MILLISECONDS));
            started.get(0).interrupt();
            assertInstanceOf(FileLockInterruptionException.class, failure(lock));
            FileChannel again = kind.file(path, READ, WRITE);
            FutureTask<FileLock> waiting = start(Thread::new, () -> again.lock(5, 5, false), started);
            assertThrows(TimeoutException.class, () -> waiting.get(100, TimeUnit.MILLISECONDS));
            other.releases();
            assertTrue(waiting.get(10, TimeUnit.SECONDS).isValid());
            assertFalse(other.locks(5, 5, false));
            again.close();
            assertTrue(other.locks(5, 5, false));
        }
    }

    /** Of the loop that drives the very file, which would wait for itself for ever. */
    @ParameterizedTest
    @MethodSource("io.asyncfs.nio.Kind#ours")
    void anEventLoopMayUseAChannelThatIsOpen(Kind kind) throws Exception {
        Path path = file(1000);
        AsyncFsFileChannel channel = AsyncFsFileChannel.open(kind.fs(), path, Set.of(READ, WRITE));
        channel.opened()
                .file()
                .executor()
                .submit(() -> {
                    assertEquals(1000, channel.size());
                    assertEquals(100, channel.read(ByteBuffer.allocate(100)));
                    assertEquals(50, channel.write(ByteBuffer.allocateDirect(50), 990));
                    assertEquals(1040, channel.size());
                    channel.force(true);
                    assertEquals(500, channel.truncate(500).size());
                    try (FileLock lock = channel.lock()) {
                        assertTrue(lock.isValid());
                    }
                    assertEquals(
                            10,
                            channel.map(FileChannel.MapMode.READ_ONLY, 0, 10).remaining());
                    channel.close();
                    return null;
                })
                .get(20, TimeUnit.SECONDS);
        assertFalse(channel.isOpen());
        assertEquals(500, Files.size(path));
    }

    @ParameterizedTest
    @MethodSource("io.asyncfs.nio.Kind#all")
    void transfersToAndFromSockets(Kind kind) throws Exception {
        Path path = file(3 << 20);
        transferThroughSocket(kind, path);
        if (VirtualThreads.available()) {
            VirtualThreads.run(() -> {
                transferThroughSocket(kind, path);
                return null;
            });
        }
    }

    private void transferThroughSocket(Kind kind, Path path) throws Exception {
        Path copy = directory.resolve("copy");
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel out = SocketChannel.open(server.getLocalAddress());
                SocketChannel in = server.accept();
                FileChannel source = kind.file(path, READ);
                FileChannel target = kind.file(copy, READ, WRITE, CREATE)) {
            FutureTask<Void> sending = start(
                    Thread::new,
                    () -> {
                        for (long done = 0; done < source.size(); ) {
                            done += source.transferTo(done, source.size() - done, out);
                        }
                        out.shutdownOutput();
                        return null;
                    },
                    new ArrayList<>());
            long got = 0;
            for (long count = 1; count > 0; got += count) {
                count = target.transferFrom(in, got, 1 << 20);
            }
            sending.get(20, TimeUnit.SECONDS);
        }
        assertEquals(-1, Files.mismatch(path, copy));
        Files.delete(copy);
    }

    @ParameterizedTest
    @MethodSource("io.asyncfs.nio.Kind#all")
    void closeRacesWithReaders(Kind kind) throws Exception {
        Path path = file(1 << 16);
        for (int round = 0; round < 10 * REPEAT; round++) {
            FileChannel channel = kind.file(path, READ);
            AtomicInteger reads = new AtomicInteger();
            List<FutureTask<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ThreadFactory threads =
                        VirtualThreads.available() && i % 2 == 0 ? VirtualThreads.factory() : Thread::new;
                boolean positional = i > 1;
                readers.add(start(
                        threads,
                        () -> {
                            ByteBuffer buffer = ByteBuffer.allocateDirect(512);
                            while (true) {
                                int count = positional ? channel.read(buffer.clear(), 0) : channel.read(buffer.clear());
                                assertTrue(count == 512 || count == -1);
                                reads.incrementAndGet();
                            }
                        },
                        new ArrayList<>()));
            }
            while (reads.get() == 0 && readers.stream().noneMatch(FutureTask::isDone)) {
                Thread.onSpinWait();
            }
            channel.close();
            for (FutureTask<Integer> reader : readers) {
                assertInstanceOf(ClosedChannelException.class, failure(reader));
            }
        }
    }
}
