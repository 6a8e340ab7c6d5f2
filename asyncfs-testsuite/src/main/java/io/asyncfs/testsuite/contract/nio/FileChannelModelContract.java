/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.HOURS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.nio.AsyncFsFileChannel;
import io.asyncfs.testsuite.harness.VirtualThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same random operations on the JDK's file channel and on ours: results, buffers, exceptions and files are equal. Not for
 * every file system: FUSE keeps a file that is mapped under another name when it is deleted, until the mapping is collected.
 */
@Tag("model")
@Tag("slow")
@Timeout(value = 2, unit = HOURS) // a million operations by hand
class FileChannelModelContract extends ChannelContract {
    @Test
    void behavesAsTheJdks() throws Exception {
        compare(Set.of(READ, WRITE, CREATE_NEW), comparisons());
    }

    @Test
    void appendsAsTheJdks() throws Exception {
        compare(Set.of(APPEND, CREATE_NEW), comparisons() / 10);
    }

    @Test
    void onVirtualThreads() throws Exception {
        VirtualThreads.run(() -> {
            compare(Set.of(READ, WRITE, CREATE_NEW), comparisons() / 3);
            return null;
        });
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
        Side jdk = new Side(fileChannel(Whose.THE_JDKS, path("jdk"), options), path("jdk"), new RandomLocks());
        Side ours = new Side(fileChannel(Whose.OURS, path("ours"), options), path("ours"), new RandomLocks());
        try (FileChannel one = jdk.channel;
                FileChannel other = ours.channel) {
            compare(jdk, ours, random, operations, this::operation);
            assertTrue(one.isOpen() && other.isOpen());
        }
        compare(jdk, ours, random, operations / 10, this::operation);
        assertArrayEquals(Files.readAllBytes(jdk.path), Files.readAllBytes(ours.path));
    }

    /** What is compared with another. */
    private record Side(FileChannel channel, Path path, RandomLocks locks) {}

    /** Returns everything that can be seen of it. */
    private String operation(Side side, Random random) {
        FileChannel channel = side.channel;
        try {
            return switch (random.nextInt(18)) {
                case 0 -> told(channel, RandomBuffers.next(random), buffer -> channel.read(buffer));
                case 1, 2 ->
                    told(channel, RandomBuffers.next(random), buffer -> channel.read(buffer, position(random)));
                case 3 -> told(channel, RandomBuffers.next(random), buffer -> channel.write(buffer));
                case 4, 5 ->
                    told(channel, RandomBuffers.next(random), buffer -> channel.write(buffer, position(random)));
                case 6 -> several(channel, random, true);
                case 7 -> several(channel, random, false);
                case 8 -> "at " + channel.position(position(random)).position();
                case 9 -> "truncated " + channel.truncate(position(random)).size() + ' ' + channel.position();
                case 10 -> to(channel, random);
                case 11 -> from(channel, random);
                case 12 -> toFile(channel, random, side.path);
                case 13 -> map(channel, random);
                case 14 -> fromFile(channel, random, side.path);
                case 15 -> {
                    channel.force(random.nextInt(20) == 0);
                    yield "forced";
                }
                case 16 -> side.locks.next(random, random.nextBoolean() ? channel::lock : channel::tryLock);
                default -> "size " + channel.size() + ' ' + channel.position();
            };
        } catch (RuntimeException | IOException e) {
            return e.getClass().getName();
        }
    }

    private static long position(Random random) {
        return random.nextInt(6 * RandomBuffers.LONGEST) - 5;
    }

    /** A call on a buffer. */
    private interface Call {
        long on(ByteBuffer buffer) throws IOException;
    }

    private static String told(FileChannel channel, ByteBuffer buffer, Call call) throws IOException {
        String result;
        try {
            result = String.valueOf(call.on(buffer));
        } catch (RuntimeException | IOException e) {
            result = e.getClass().getName();
        }
        return result + RandomBuffers.seen(buffer) + channel.position();
    }

    private static String several(FileChannel channel, Random random, boolean reads) throws IOException {
        ByteBuffer[] buffers = new ByteBuffer[random.nextInt(6)];
        Arrays.setAll(buffers, i -> RandomBuffers.next(random));
        int offset = random.nextInt(buffers.length + 1);
        int length = random.nextInt(buffers.length - offset + 1);
        String result;
        try {
            result = String.valueOf(
                    reads ? channel.read(buffers, offset, length) : channel.write(buffers, offset, length));
        } catch (RuntimeException | IOException e) {
            result = e.getClass().getName();
        }
        StringBuilder told = new StringBuilder(result);
        for (ByteBuffer buffer : buffers) {
            told.append(RandomBuffers.seen(buffer));
        }
        return told.append(channel.position()).toString();
    }

    private static String to(FileChannel channel, Random random) throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        long moved = channel.transferTo(
                position(random), random.nextInt(3 * RandomBuffers.LONGEST), Channels.newChannel(sink));
        return moved + " " + Arrays.hashCode(sink.toByteArray()) + ' ' + channel.position();
    }

    private static String from(FileChannel channel, Random random) throws IOException {
        byte[] bytes = new byte[random.nextInt(RandomBuffers.LONGEST)];
        random.nextBytes(bytes);
        long moved = channel.transferFrom(
                Channels.newChannel(new ByteArrayInputStream(bytes)),
                position(random),
                random.nextInt(RandomBuffers.LONGEST));
        return moved + " " + channel.size() + ' ' + channel.position();
    }

    /** To and from channels of the same kind, which the JDK's classes know by their class. */
    private String toFile(FileChannel channel, Random random, Path path) throws IOException {
        Path other = path.resolveSibling(path.getFileName() + "-other");
        try (FileChannel target = same(channel, other, WRITE, CREATE)) {
            target.position(random.nextInt(100));
            long moved = channel.transferTo(position(random), random.nextInt(3 * RandomBuffers.LONGEST), target);
            return moved + " " + target.position() + ' ' + target.size() + ' ' + channel.position();
        } finally {
            Files.deleteIfExists(other);
        }
    }

    private String fromFile(FileChannel channel, Random random, Path path) throws IOException {
        Path other = path.resolveSibling(path.getFileName() + "-other");
        byte[] bytes = new byte[random.nextInt(RandomBuffers.LONGEST)];
        random.nextBytes(bytes);
        Files.write(other, bytes);
        try (FileChannel source = same(channel, other, READ)) {
            source.position(random.nextInt(RandomBuffers.LONGEST));
            long moved = channel.transferFrom(source, position(random), random.nextInt(RandomBuffers.LONGEST));
            return moved + " " + source.position() + ' ' + channel.size() + ' ' + channel.position();
        } finally {
            Files.delete(other);
        }
    }

    private FileChannel same(FileChannel channel, Path path, OpenOption... options) throws IOException {
        return fileChannel(channel instanceof AsyncFsFileChannel ? Whose.OURS : Whose.THE_JDKS, path, Set.of(options));
    }

    private static String map(FileChannel channel, Random random) throws IOException {
        long position = position(random);
        int length = random.nextInt(RandomBuffers.LONGEST);
        MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, position, length);
        int hash = mapped.hashCode();
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        mapped.put(bytes);
        return hash + " " + channel.size() + ' ' + channel.position();
    }
}
