/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random operations on an aligned buffer and on Netty's plain heap buffer must do and answer the same. */
class AlignedByteBufModelTest {
    private static final int OPERATIONS = 50_000;
    private static final int MAX_CAPACITY = 6_000;

    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    @TempDir
    Path dir;

    /** Records of each access make the test hundreds of times slower; the allocator itself is asked for what leaked. */
    @BeforeEach
    void disableLeakRecords() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterEach
    void restoreLeakRecords() {
        ResourceLeakDetector.setLevel(level);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void behavesAsAHeapBuffer(long seed) throws Exception {
        Random random = new Random(seed);
        try (AlignedBufAllocator allocator = new AlignedBufAllocator(512, false);
                FileChannel file = FileChannel.open(
                        dir.resolve("file"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            List<BufferOps.Op> ops = new BufferOps(file).all();
            ByteBuf tested = allocator.directBuffer(100, MAX_CAPACITY).setZero(0, 100);
            ByteBuf oracle = Unpooled.buffer(100, MAX_CAPACITY);
            for (int i = 0; i < OPERATIONS; i++) {
                int op = random.nextInt(ops.size());
                long arguments = random.nextLong();
                String where = "seed " + seed + ", operation " + i + " (number " + op + ")";
                Object expected = outcome(ops.get(op), oracle, arguments, file);
                assertEquals(expected, outcome(ops.get(op), tested, arguments, file), where);
                assertSameState(oracle, tested, where);
                assertEquals(0, tested.memoryAddress() % 512, where);
            }
            assertTrue(tested.release());
            assertTrue(oracle.release());
            assertEquals(0, allocator.metric().pinnedDirectMemory());
        }
    }

    /** Runs on an empty file, so that what an operation writes there can be compared as well. */
    private static Object outcome(BufferOps.Op op, ByteBuf buf, long arguments, FileChannel file) throws Exception {
        file.truncate(0);
        Object result;
        try {
            result = op.run(buf, new Random(arguments));
        } catch (RuntimeException e) {
            return e instanceof IndexOutOfBoundsException ? IndexOutOfBoundsException.class : e.getClass();
        }
        ByteBuf written = Unpooled.buffer((int) file.size());
        written.writeBytes(file, 0, (int) file.size());
        return (result == buf ? "this" : result) + ByteBufUtil.hexDump(written);
    }

    /** Buffers that grow by themselves may grow by different steps; what follows needs equal capacities. */
    private static void assertSameState(ByteBuf oracle, ByteBuf tested, String where) {
        assertEquals(oracle.readerIndex(), tested.readerIndex(), where);
        assertEquals(oracle.writerIndex(), tested.writerIndex(), where);
        int capacity = Math.max(oracle.capacity(), tested.capacity());
        int defined = Math.min(oracle.capacity(), tested.capacity());
        assertTrue(ByteBufUtil.equals(oracle, 0, tested, 0, oracle.writerIndex()), where);
        oracle.capacity(capacity);
        tested.capacity(capacity);
        int from = Math.min(defined, oracle.writerIndex());
        oracle.setZero(from, capacity - from);
        tested.setZero(from, capacity - from);
    }
}
