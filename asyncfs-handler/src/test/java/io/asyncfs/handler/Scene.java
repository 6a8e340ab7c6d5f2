/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.handler;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Files, loops and memory of one test, which must leave no descriptor and no buffer behind. */
final class Scene implements AutoCloseable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    final Path dir;
    final AsyncFs fs;
    final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);
    private EventLoopGroup group;

    Scene(String backend, Path dir) throws IOException {
        this.dir = dir.toRealPath();
        fs = AsyncFs.builder().backend(backend).allocator(allocator).build();
        assertEquals(backend, fs.backend());
    }

    /** The backends to test: all there are here, or the required one. */
    static Stream<String> backends() {
        String required = System.getProperty("io.asyncfs.backend");
        return required != null
                ? Stream.of(required)
                : AsyncFs.backends().stream().filter(BackendStatus::available).map(BackendStatus::name);
    }

    /** A loop for sockets and files. */
    EventLoopGroup group() {
        if (group == null) {
            group = fs.newEventLoopGroup(1);
        }
        return group;
    }

    Path file(String name, int length) throws IOException {
        return Files.write(dir.resolve(name), bytes(length));
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Asserts that a buffer holds these bytes of a file of {@link #bytes}, and releases it. */
    static void assertPart(byte[] file, int offset, int length, ByteBuf actual) {
        byte[] bytes = ByteBufUtil.getBytes(actual);
        actual.release();
        assertArrayEquals(Arrays.copyOfRange(file, offset, offset + length), bytes);
    }

    /** The descriptors of this process that are files below the directory. */
    List<String> openFiles() {
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            return links.map(Scene::target)
                    .filter(target -> target.startsWith(dir + "/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertNothingLeft() {
        await("files closed").until(() -> openFiles().isEmpty());
        await("buffers released").until(() -> allocator.pinnedDirectMemory() == 0);
    }

    @Override
    public void close() {
        assertNothingLeft();
        if (group != null) {
            group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
        }
        fs.close();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed since it was listed
        }
    }
}
