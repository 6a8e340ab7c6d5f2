/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.asyncfs.testsuite.harness.JdkOptions;
import io.asyncfs.testsuite.harness.VirtualThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** File channels on threads that are interrupted, that close them, and that send them through sockets. */
class FileChannelThreadsContract extends ComparedContract {
    private static final int ROUNDS = 100;

    @Test
    void anInterruptThatIsPendingClosesTheChannel() throws Exception {
        Path path = file("file", 100);
        List<Call> calls = List.of(
                channel -> channel.read(ByteBuffer.allocate(10)),
                channel -> channel.read(ByteBuffer.allocateDirect(10), 0),
                channel -> channel.write(ByteBuffer.allocate(10), 0),
                FileChannel::size,
                channel -> channel.force(true),
                channel -> channel.truncate(5),
                channel -> channel.transferTo(0, 10, channel));
        for (Call call : calls) {
            FileChannel channel = fileChannel(path, READ, WRITE);
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

    @Test
    void transfersToAndFromSockets() throws Exception {
        Path path = file("file", 3 << 20);
        onBothKindsOfThreads(() -> transferThroughSocket(path));
    }

    private static void onBothKindsOfThreads(Callable<Void> test) throws Exception {
        test.call();
        if (VirtualThreads.available()) {
            VirtualThreads.run(test);
        }
    }

    private Void transferThroughSocket(Path path) throws Exception {
        Path copy = path("copy");
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel out = SocketChannel.open(server.getLocalAddress());
                SocketChannel in = server.accept();
                FileChannel source = fileChannel(path, READ);
                FileChannel target = fileChannel(copy, READ, WRITE, CREATE)) {
            Started<Void> sending = new Started<>(Thread::new, () -> {
                for (long done = 0; done < source.size(); ) {
                    done += source.transferTo(done, source.size() - done, out);
                }
                out.shutdownOutput();
                return null;
            });
            long got = 0;
            for (long count = 1; count > 0; got += count) {
                count = target.transferFrom(in, got, 1 << 20);
            }
            sending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertEquals(-1, Files.mismatch(path, copy));
        Files.delete(copy);
        return null;
    }

    /** The JDK's fails with both ends. */
    @Test
    void unalignedTransfersOfDirectFiles() throws Exception {
        int length = 200_001;
        Path path = file("file", length);
        byte[] content = Files.readAllBytes(path);
        List<long[]> ranges =
                List.of(new long[] {0, Long.MAX_VALUE}, new long[] {5, 3}, new long[] {511, 70_000}, new long[] {
                    131_073, 100_000
                });
        try (FileChannel source = fileChannel(Whose.OURS, path, Set.of(READ, JdkOptions.direct()))) {
            onBothKindsOfThreads(() -> {
                for (long[] range : ranges) {
                    ByteArrayOutputStream got = new ByteArrayOutputStream();
                    long count = Math.min(range[1], length - range[0]);
                    assertEquals(count, source.transferTo(range[0], range[1], Channels.newChannel(got)));
                    int from = (int) range[0];
                    assertArrayEquals(Arrays.copyOfRange(content, from, from + (int) count), got.toByteArray());
                }
                assertEquals(0, source.transferTo(length, 10, Channels.newChannel(new ByteArrayOutputStream())));
                return null;
            });
        } catch (UnsupportedOperationException | FileSystemException e) {
            abort("no direct I/O here: " + e);
        }
    }

    @Test
    void closeRacesWithReaders() throws Exception {
        Path path = file("file", 1 << 16);
        for (int round = 0; round < ROUNDS; round++) {
            FileChannel channel = fileChannel(path, READ);
            AtomicInteger reads = new AtomicInteger();
            List<Started<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ThreadFactory threads =
                        VirtualThreads.available() && i % 2 == 0 ? VirtualThreads.factory() : Thread::new;
                boolean positional = i > 1;
                readers.add(new Started<>(threads, () -> {
                    ByteBuffer buffer = ByteBuffer.allocateDirect(512);
                    while (true) {
                        int count = positional ? channel.read(buffer.clear(), 0) : channel.read(buffer.clear());
                        assertTrue(count == 512 || count == -1);
                        reads.incrementAndGet();
                    }
                }));
            }
            while (reads.get() == 0 && readers.stream().noneMatch(Started::isDone)) {
                Thread.onSpinWait();
            }
            channel.close();
            for (Started<Integer> reader : readers) {
                assertInstanceOf(ClosedChannelException.class, reader.failure());
            }
        }
    }
}
