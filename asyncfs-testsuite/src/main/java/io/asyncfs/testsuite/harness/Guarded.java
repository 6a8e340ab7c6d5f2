/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * Buffers in one piece of memory with guards around each, in which nothing may change.
 *
 * <pre>
 *  | guard | buffer 0 | guard | buffer 1 | guard | ...    each as long as a buffer, so that all are aligned
 * </pre>
 */
public final class Guarded {
    private static final byte CANARY = 0; // Content has no zeros

    private final ByteBuf memory;
    private final int count;
    private final int size;

    /** Takes over {@code memory}, which must have room for {@code 2 * count + 1} times {@code size} bytes. */
    public Guarded(ByteBuf memory, int count, int size) {
        this(memory, count, size, true);
    }

    private Guarded(ByteBuf memory, int count, int size, boolean clears) {
        this.memory = memory;
        this.count = count;
        this.size = size;
        if (clears) {
            memory.clear().writeZero(bytes(count, size));
        }
    }

    /** Makes buffers in a file that is mapped: what a process leaves in them can be read when it is gone. */
    public static Guarded create(Path file, int count, int size) throws IOException {
        return new Guarded(map(file, count, size), count, size, true);
    }

    /** Returns what another process has {@linkplain #create created}. */
    public static Guarded open(Path file, int count, int size) throws IOException {
        return new Guarded(map(file, count, size), count, size, false);
    }

    private static ByteBuf map(Path file, int count, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
            return Unpooled.wrappedBuffer(channel.map(MapMode.READ_WRITE, 0, bytes(count, size)));
        }
    }

    /** Returns the bytes of memory that the constructor wants. */
    public static int bytes(int count, int size) {
        return (2 * count + 1) * size;
    }

    /** Returns an empty buffer, which shares the memory's references. */
    public ByteBuf buffer(int index) {
        return memory.slice((2 * index + 1) * size, size).clear();
    }

    /** Returns the memory, whose reference this object holds. */
    public ByteBuf memory() {
        return memory;
    }

    /** Asserts that every guard is as it was. */
    public void check() {
        byte[] guard = new byte[size];
        for (int i = 0; i <= count; i++) {
            memory.getBytes(2 * i * size, guard);
            for (int at = 0; at < size; at++) {
                if (guard[at] != CANARY) {
                    throw new AssertionError("byte " + at + " of guard " + i + " was overwritten with " + guard[at]);
                }
            }
        }
    }
}
