/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.SeekOrigin;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random operations against a byte array that does the same. The seed is told with every failure. */
@Tag("filesystem")
class ModelContract extends Contract {
    private static final int MAX_SIZE = 200_000;
    private static final int MAX_TRANSFER = 20_000;
    private static final int STRIPE = 4096;

    private Random random;
    private AsyncFile file;
    private byte[] model;
    private int size;
    private long cursor;

    @Test
    @Tag("slow")
    void oneOperationAfterTheOther() throws Exception {
        start();
        for (int i = 0; i < backend().ops(); i++) {
            int kind = random.nextInt(100);
            try {
                step(kind);
            } catch (Throwable e) {
                throw new AssertionError(
                        "operation " + i + " of kind " + kind + ", size " + size + ", cursor " + cursor, e);
            }
        }
        finish();
    }

    @Test
    @Tag("concurrent")
    @Tag("slow")
    void manyAtOnceOnStripesOfTheirOwn() throws Exception {
        start();
        byte[] content = new byte[64 * STRIPE];
        random.nextBytes(content);
        assertEquals(content.length, await(file.writeFully(Unpooled.copiedBuffer(content), 0)));
        for (int round = 0; round < Math.max(1, backend().ops() / 64); round++) {
            List<Runnable> checks = new ArrayList<>();
            for (int stripe = 0; stripe < 64; stripe++) {
                checks.add(random.nextBoolean() ? writeStripe(content, stripe) : readStripe(content, stripe));
            }
            checks.forEach(Runnable::run);
        }
        assertArrayEquals(content, Files.readAllBytes(path("model")));
    }

    private Runnable writeStripe(byte[] content, int stripe) {
        int from = stripe * STRIPE + random.nextInt(STRIPE);
        int length = random.nextInt((stripe + 1) * STRIPE - from + 1);
        byte[] bytes = randomBytes(length);
        System.arraycopy(bytes, 0, content, from, length);
        Future<Integer> write = file.write(buffer(bytes), from);
        return () -> assertEquals(length, await(write));
    }

    private Runnable readStripe(byte[] content, int stripe) {
        int from = stripe * STRIPE + random.nextInt(STRIPE);
        int length = random.nextInt((stripe + 1) * STRIPE - from + 1);
        byte[] expected = Arrays.copyOfRange(content, from, from + length);
        Future<ByteBuf> read = file.read(from, length);
        return () -> assertEqualsAndRelease(expected, await(read));
    }

    private void start() {
        random = new Random(backend().seed());
        file = create("model");
        model = new byte[MAX_SIZE + 2 * MAX_TRANSFER];
    }

    private void finish() throws Exception {
        assertEquals(cursor, await(file.position()));
        assertEquals(size, await(file.size()));
        await(file.close());
        assertArrayEquals(Arrays.copyOf(model, size), Files.readAllBytes(path("model")));
    }

    private void step(int kind) {
        if (kind < 25) {
            readAt(random.nextInt(size + 100));
        } else if (kind < 45) {
            writeAt(random.nextInt(Math.min(size + 100, MAX_SIZE)));
        } else if (kind < 60) {
            readCursor();
        } else if (kind < 70) {
            writeCursor();
        } else if (kind < 80) {
            seek();
        } else if (kind < 88) {
            append();
        } else if (kind < 92) {
            truncate();
        } else if (kind < 96) {
            readOwned();
        } else if (kind < 98) {
            assertEquals(size, await(file.size()));
        } else {
            assertEquals(cursor, await(file.position()));
        }
    }

    private void readAt(int position) {
        ByteBuf buffer = empty();
        int length = buffer.writableBytes();
        boolean fully = random.nextBoolean() && position + length <= size;
        int count = await(fully ? file.readFully(buffer, position) : file.read(buffer, position));
        check(position, length, count, buffer);
    }

    private void readCursor() {
        ByteBuf buffer = empty();
        int length = buffer.writableBytes();
        int count = await(file.read(buffer));
        check(cursor, length, count, buffer);
        cursor += Math.max(count, 0);
    }

    private void readOwned() {
        int position = random.nextInt(size + 100);
        int length = random.nextInt(MAX_TRANSFER);
        int expected = Math.max(0, Math.min(length, size - position));
        byte[] bytes = expected == 0 ? new byte[0] : Arrays.copyOfRange(model, position, position + expected);
        assertEqualsAndRelease(bytes, await(file.read(position, length)));
    }

    private void check(long position, int length, int count, ByteBuf buffer) {
        int expected = length == 0 ? 0 : position >= size ? -1 : (int) Math.min(length, size - position);
        assertEquals(expected, count, "bytes read at " + position);
        int from = (int) Math.min(position, size);
        assertEqualsAndRelease(Arrays.copyOfRange(model, from, from + Math.max(count, 0)), buffer);
    }

    private void writeAt(int position) {
        byte[] bytes = randomBytes(random.nextInt(MAX_TRANSFER));
        ByteBuf buffer = buffer(bytes);
        assertEquals(
                bytes.length,
                await(random.nextBoolean() ? file.write(buffer, position) : file.writeFully(buffer, position)));
        put(position, bytes);
    }

    private void writeCursor() {
        if (cursor > MAX_SIZE) {
            await(file.seek(0));
            cursor = 0;
        }
        byte[] bytes = randomBytes(random.nextInt(MAX_TRANSFER));
        assertEquals(bytes.length, await(file.write(buffer(bytes))));
        put((int) cursor, bytes);
        cursor += bytes.length;
    }

    private void append() {
        if (size > MAX_SIZE) {
            truncate();
        }
        byte[] bytes = randomBytes(random.nextInt(MAX_TRANSFER));
        assertEquals(bytes.length, await(file.append(buffer(bytes))));
        put(size, bytes);
    }

    private void truncate() {
        int to = random.nextInt(MAX_SIZE);
        await(file.truncate(to));
        if (to < size) {
            Arrays.fill(model, to, size, (byte) 0);
        }
        size = to;
    }

    private void seek() {
        int offset = random.nextInt(2 * MAX_TRANSFER) - MAX_TRANSFER;
        SeekOrigin origin = SeekOrigin.values()[random.nextInt(3)];
        long target = offset + (origin == SeekOrigin.START ? 0 : origin == SeekOrigin.CURRENT ? cursor : size);
        Future<Long> seek = file.seek(offset, origin);
        if (target < 0) {
            failure(IllegalArgumentException.class, seek);
        } else {
            assertEquals(target, await(seek));
            cursor = target;
        }
    }

    private void put(int position, byte[] bytes) {
        System.arraycopy(bytes, 0, model, position, bytes.length);
        // A write of nothing does not extend the file.
        size = bytes.length == 0 ? size : Math.max(size, position + bytes.length);
    }

    private ByteBuf empty() {
        return BufferKind.values()[random.nextInt(BufferKind.values().length)].writable(
                9 + random.nextInt(MAX_TRANSFER));
    }

    private ByteBuf buffer(byte[] bytes) {
        return random.nextBoolean()
                ? Unpooled.wrappedBuffer(bytes)
                : Unpooled.wrappedBuffer(
                        Unpooled.wrappedBuffer(bytes, 0, bytes.length / 2),
                        Unpooled.wrappedBuffer(bytes, bytes.length / 2, bytes.length - bytes.length / 2));
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void assertEqualsAndRelease(byte[] expected, ByteBuf actual) {
        byte[] bytes = new byte[actual.readableBytes()];
        actual.readBytes(bytes);
        assertEquals(1, actual.refCnt(), "references");
        actual.release();
        assertArrayEquals(expected, bytes);
    }
}
