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
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
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
    private static final Set<OpenOption> OPTIONS = Set.of(READ, WRITE, CREATE_NEW);

    @Test
    void behavesAsTheJdks() throws Exception {
        long seed = backend().seed();
        Random random = new Random(seed);
        Path expected = path("jdk");
        Path actual = path("ours");
        try (AsynchronousFileChannel jdk = asynchronous(Whose.THE_JDKS, expected, OPTIONS, null);
                AsynchronousFileChannel ours = asynchronous(Whose.OURS, actual, OPTIONS, null)) {
            for (int i = 0; i < comparisons(); i++) {
                long next = random.nextLong();
                String one = operation(jdk, new Random(next));
                assertEquals(one, operation(ours, new Random(next)), "operation " + i);
            }
        }
        assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(actual));
    }

    /** Returns everything that can be seen of it. */
    private static String operation(AsynchronousFileChannel channel, Random random) throws Exception {
        try {
            return switch (random.nextInt(10)) {
                case 0, 1, 2 -> transfer(channel, random, true);
                case 3, 4, 5 -> transfer(channel, random, false);
                case 6 -> "truncated " + (channel.truncate(random.nextInt(8 * RandomBuffers.LONGEST) - 5) == channel);
                case 7 -> several(channel, random);
                case 8 -> {
                    channel.force(random.nextInt(20) == 0);
                    yield "forced";
                }
                default -> "size " + channel.size();
            };
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }

    private static String transfer(AsynchronousFileChannel channel, Random random, boolean reads) throws Exception {
        ByteBuffer buffer = RandomBuffers.next(random);
        long position = random.nextInt(6 * RandomBuffers.LONGEST) - 5;
        Future<Integer> result = reads ? channel.read(buffer, position) : channel.write(buffer, position);
        try {
            return result.get() + RandomBuffers.seen(buffer);
        } catch (ExecutionException e) {
            return e.getCause().getClass().getName() + RandomBuffers.seen(buffer);
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
