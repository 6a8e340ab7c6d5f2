/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.HOURS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same random operations on the JDK's channel and on ours: results, buffers, exceptions and files are equal. */
@Tag("filesystem")
@Tag("model")
@Tag("slow")
@Timeout(value = 2, unit = HOURS) // a million operations by hand
class AsynchronousModelContract extends ChannelContract {
    @Test
    void behavesAsTheJdks() throws Exception {
        compare(Set.of(READ, WRITE, CREATE_NEW), comparisons());
    }

    @Test
    void toReadAlone() throws Exception {
        fill();
        compare(Set.of(READ), comparisons() / 10);
    }

    @Test
    void toWriteAlone() throws Exception {
        fill();
        compare(Set.of(WRITE), comparisons() / 10);
    }

    /** Compares what an open channel does, and then what it does when it is closed. */
    private void compare(Set<OpenOption> options, int operations) throws Exception {
        Random random = new Random(backend().seed());
        Side jdk = new Side(asynchronous(Whose.THE_JDKS, path("jdk"), options, null), new RandomLocks());
        Side ours = new Side(asynchronous(Whose.OURS, path("ours"), options, null), new RandomLocks());
        try (AsynchronousFileChannel one = jdk.channel;
                AsynchronousFileChannel other = ours.channel) {
            compare(jdk, ours, random, operations, AsynchronousModelContract::operation);
            assertTrue(one.isOpen() && other.isOpen());
        }
        compare(jdk, ours, random, operations / 10, AsynchronousModelContract::operation);
        assertArrayEquals(Files.readAllBytes(path("jdk")), Files.readAllBytes(path("ours")));
    }

    /** What is compared with another. */
    private record Side(AsynchronousFileChannel channel, RandomLocks locks) {}

    /** Returns everything that can be seen of it. */
    private static String operation(Side side, Random random) throws Exception {
        AsynchronousFileChannel channel = side.channel;
        try {
            return switch (random.nextInt(11)) {
                case 0, 1, 2 -> transfer(channel, random, true);
                case 3, 4, 5 -> transfer(channel, random, false);
                case 6 -> "truncated " + (channel.truncate(random.nextInt(8 * RandomBuffers.LONGEST) - 5) == channel);
                case 7 -> several(channel, random);
                case 8 -> {
                    channel.force(random.nextInt(20) == 0);
                    yield "forced";
                }
                case 9 ->
                    side.locks.next(
                            random,
                            random.nextBoolean()
                                    ? channel::tryLock
                                    : (position, size, shared) -> locked(channel, random, position, size, shared));
                default -> "size " + channel.size();
            };
        } catch (RuntimeException | IOException e) {
            return e.getClass().getName();
        } catch (ExecutionException e) {
            return "failed with " + e.getCause().getClass().getName();
        }
    }

    private static String transfer(AsynchronousFileChannel channel, Random random, boolean reads) throws Exception {
        ByteBuffer buffer = RandomBuffers.next(random);
        long position = random.nextInt(6 * RandomBuffers.LONGEST) - 5;
        boolean handler = random.nextBoolean();
        Future<Integer> result;
        if (handler && reads) {
            result = HandlerForm.of(answer -> channel.read(buffer, position, HandlerForm.ATTACHMENT, answer));
        } else if (handler) {
            result = HandlerForm.of(answer -> channel.write(buffer, position, HandlerForm.ATTACHMENT, answer));
        } else {
            result = reads ? channel.read(buffer, position) : channel.write(buffer, position);
        }
        try {
            return result.get() + RandomBuffers.seen(buffer);
        } catch (ExecutionException e) {
            return e.getCause().getClass().getName() + RandomBuffers.seen(buffer);
        }
    }

    private static FileLock locked(
            AsynchronousFileChannel channel, Random random, long position, long size, boolean shared)
            throws IOException {
        Future<FileLock> result = random.nextBoolean()
                ? channel.lock(position, size, shared)
                : HandlerForm.of(answer -> channel.lock(position, size, shared, HandlerForm.ATTACHMENT, answer));
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes side by side, then reads side by side. */
    private static String several(AsynchronousFileChannel channel, Random random) throws Exception {
        int count = 1 + random.nextInt(20);
        int length = 1 + random.nextInt(3000);
        long start = random.nextInt(RandomBuffers.LONGEST);
        List<ByteBuffer> buffers = new ArrayList<>();
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            buffers.add(ByteBuffer.wrap(bytes));
            results.add(channel.write(buffers.get(i), start + (long) i * length));
        }
        StringBuilder told = new StringBuilder();
        for (Future<Integer> result : results) {
            told.append(result.get()).append(' ');
        }
        results.clear();
        for (int i = 0; i < count; i++) {
            results.add(channel.read(buffers.get(i).clear(), start + (long) (count - 1 - i) * length));
        }
        for (int i = 0; i < count; i++) {
            told.append(results.get(i).get()).append(RandomBuffers.seen(buffers.get(i)));
        }
        return told.toString();
    }
}
