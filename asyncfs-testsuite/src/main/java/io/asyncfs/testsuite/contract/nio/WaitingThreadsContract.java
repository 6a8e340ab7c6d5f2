/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFs;
import io.asyncfs.nio.AsyncFsFileChannel;
import io.asyncfs.testsuite.harness.ChildJvm;
import io.asyncfs.testsuite.harness.VirtualThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who waits for our file channels: virtual threads, which keep no carrier, and event loops. */
class WaitingThreadsContract extends ChannelContract {
    private static final int ROUNDS = 20;

    private AsyncFsFileChannel channel(AsyncFs on, Path path, OpenOption... options) throws IOException {
        return AsyncFsFileChannel.open(on, path, Set.of(options));
    }

    /** More threads than carriers wait at the same time: none of them can have kept its carrier. */
    @Test
    void aThousandVirtualThreadsHoldNoCarrier() throws Exception {
        ThreadFactory threads = VirtualThreads.factory();
        Path path = file("file", 1 << 20);
        byte[] content = Files.readAllBytes(path);
        HeldReads held = new HeldReads(engine(), 1000);
        try (FileChannel channel = channel(held.fs(), path, READ)) {
            List<Started<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                long position = i * 1000L;
                ByteBuffer buffer = i % 2 == 0 ? ByteBuffer.allocate(1000) : ByteBuffer.allocateDirect(1000);
                results.add(new Started<>(threads, () -> {
                    assertEquals(1000, channel.read(buffer, position));
                    byte[] bytes = new byte[1000];
                    buffer.get(0, bytes);
                    return bytes;
                }));
            }
            for (int i = 0; i < 1000; i++) {
                byte[] expected = Arrays.copyOfRange(content, i * 1000, (i + 1) * 1000);
                assertArrayEquals(expected, results.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            assertEquals(1000, held.held(), "all were given to the engine");
        }
    }

    /** Those that get their results together wake each other, also when one of them has been woken by somebody else. */
    @Test
    void whoeverIsWokenByChanceLeavesNobodyAsleep() throws Exception {
        ThreadFactory threads = VirtualThreads.factory();
        Path path = file("file", 64 * 512);
        try (FileChannel channel = channel(engine(), path, WRITE)) {
            List<Thread> disturbed = new CopyOnWriteArrayList<>();
            List<Started<Void>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                long position = i * 512L;
                byte[] last = new byte[512];
                Arrays.fill(last, (byte) i);
                results.add(new Started<>(threads, () -> {
                    if (position % 1024 == 0) { // the others have nobody else to wake them
                        disturbed.add(Thread.currentThread());
                    }
                    for (int round = 0; round < ROUNDS; round++) {
                        assertEquals(512, channel.write(ByteBuffer.wrap(last), position));
                    }
                    return null;
                }));
            }
            eventually("all are done").until(() -> {
                disturbed.forEach(LockSupport::unpark);
                return results.stream().allMatch(Started::isDone);
            });
            for (Started<Void> result : results) {
                result.get();
            }
        }
        byte[] content = Files.readAllBytes(path);
        for (int i = 0; i < content.length; i++) {
            assertEquals((byte) (i / 512), content[i], "at " + i);
        }
    }

    @Test
    @Tag("process")
    void whoKeepsTheCarrierIsWokenWithoutTheOther() throws Exception {
        VirtualThreads.factory(); // or this is skipped
        String output = ChildJvm.runWith(
                List.of("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1"),
                PinnedThreads.class,
                backend().backend(),
                file("file", 2).toString());
        assertEquals("20", output.trim());
    }

    @Test
    void anInterruptEndsAReadOfAVirtualThread() throws Exception {
        Path path = file("file", 100);
        for (int round = 0; round < ROUNDS; round++) {
            HeldReads held = new HeldReads(engine(), Integer.MAX_VALUE);
            FileChannel channel = channel(held.fs(), path, READ);
            Started<Integer> read =
                    new Started<>(VirtualThreads.factory(), () -> channel.read(ByteBuffer.allocate(10)));
            Started<Integer> other =
                    new Started<>(VirtualThreads.factory(), () -> channel.read(ByteBuffer.allocate(10), 0));
            eventually("both wait for the engine").until(() -> held.held() >= 2);
            read.interrupt();
            assertInstanceOf(ClosedByInterruptException.class, read.failure());
            assertInstanceOf(AsynchronousCloseException.class, other.failure());
            assertFalse(channel.isOpen());
        }
    }

    @Test
    void whoWaitsForALockIsInterruptedOrGetsIt() throws Exception {
        Path path = file("file", 100);
        try (OtherProcess other = new OtherProcess(path)) {
            assertTrue(other.locks(0, 100, false));
            FileChannel channel = channel(engine(), path, READ, WRITE);
            Started<FileLock> lock = new Started<>(Thread::new, () -> channel.lock(5, 5, false));
            assertThrows(TimeoutException.class, () -> lock.get(100, TimeUnit.MILLISECONDS));
            lock.interrupt();
            assertInstanceOf(FileLockInterruptionException.class, lock.failure());
            FileChannel again = channel(engine(), path, READ, WRITE);
            Started<FileLock> waiting = new Started<>(Thread::new, () -> again.lock(5, 5, false));
            assertThrows(TimeoutException.class, () -> waiting.get(100, TimeUnit.MILLISECONDS));
            other.releases();
            assertTrue(waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS).isValid());
            assertFalse(other.locks(5, 5, false));
            again.close();
            assertTrue(other.locks(5, 5, false));
        }
    }

    /** Of the loop that drives the very file, which would wait for itself for ever. */
    @Test
    void anEventLoopMayUseAChannelThatIsOpen() throws Exception {
        Path path = file("file", 1000);
        AsyncFsFileChannel channel = channel(engine(), path, READ, WRITE);
        await(engine().open(null, path))
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
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertFalse(channel.isOpen());
        assertEquals(500, Files.size(path));
    }
}
