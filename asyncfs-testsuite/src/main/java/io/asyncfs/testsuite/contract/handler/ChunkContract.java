/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.handler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The base of the chapter about files as the content of handlers: no transfer may leave a file open or a buffer in use. */
@Tag("adapter")
abstract class ChunkContract extends Contract {
    PooledByteBufAllocator allocator;
    AsyncFs fs;

    @BeforeEach
    void start() {
        allocator = new PooledByteBufAllocator(true);
        fs = fs(settings -> settings.allocator(allocator));
    }

    @AfterEach
    void assertNothingLeft() {
        eventually("files closed").until(() -> openFiles().isEmpty());
        eventually("buffers released").until(() -> allocator.pinnedDirectMemory() == 0);
    }

    Path fileOf(byte[] content) throws IOException {
        return Files.write(path("file"), content);
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
    List<String> openFiles() throws IOException {
        Path real = dir().toRealPath();
        return Descriptors.open().values().stream()
                .filter(target -> Path.of(target).startsWith(real))
                .toList();
    }
}
