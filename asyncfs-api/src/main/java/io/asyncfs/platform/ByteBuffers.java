/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.platform;

import java.nio.Buffer;
import java.nio.ByteBuffer;

/** Operations on buffers that Android has got late or under other signatures. Thread-safe as the buffers' own. */
public final class ByteBuffers {
    private static final Bulk BULK = hasAbsoluteBulk() ? new AbsoluteBulk() : new SlicedBulk();

    private ByteBuffers() {}

    /**
     * Sets position and limit and returns the buffer. Android declares {@code position(int)} and its kin in {@link Buffer}
     * only, returning a {@link Buffer}.
     */
    public static ByteBuffer window(ByteBuffer buffer, int position, int limit) {
        Buffer plain = buffer;
        plain.clear();
        plain.limit(limit);
        plain.position(position);
        return buffer;
    }

    /** Moves the position to the limit. */
    public static void exhaust(Buffer buffer) {
        buffer.position(buffer.limit());
    }

    /** Copies bytes; indices and length are in bytes and within the limits. Positions stay as they are. */
    public static void copy(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length) {
        BULK.copy(from, fromIndex, to, toIndex, length);
    }

    /** Copies bytes into an array, as {@link #copy}. */
    public static void get(ByteBuffer from, int fromIndex, byte[] to, int toIndex, int length) {
        BULK.get(from, fromIndex, to, toIndex, length);
    }

    /** Copies bytes out of an array, as {@link #copy}. */
    public static void put(ByteBuffer to, int toIndex, byte[] from, int fromIndex, int length) {
        BULK.put(to, toIndex, from, fromIndex, length);
    }

    private static boolean hasAbsoluteBulk() {
        try {
            ByteBuffer.class.getMethod("put", int.class, ByteBuffer.class, int.class, int.class);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    interface Bulk {
        void copy(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length);

        void get(ByteBuffer from, int fromIndex, byte[] to, int toIndex, int length);

        void put(ByteBuffer to, int toIndex, byte[] from, int fromIndex, int length);
    }

    /** Makes no garbage. */
    @NotOnAndroid("ByteBuffer.put(int, ByteBuffer, int, int), get(int, byte[], int, int) and put: API level 35")
    static final class AbsoluteBulk implements Bulk {
        @Override
        public void copy(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length) {
            to.put(toIndex, from, fromIndex, length);
        }

        @Override
        public void get(ByteBuffer from, int fromIndex, byte[] to, int toIndex, int length) {
            from.get(fromIndex, to, toIndex, length);
        }

        @Override
        public void put(ByteBuffer to, int toIndex, byte[] from, int fromIndex, int length) {
            to.put(toIndex, from, fromIndex, length);
        }
    }

    static final class SlicedBulk implements Bulk {
        @Override
        public void copy(ByteBuffer from, int fromIndex, ByteBuffer to, int toIndex, int length) {
            to.slice(toIndex, length).put(from.slice(fromIndex, length));
        }

        @Override
        public void get(ByteBuffer from, int fromIndex, byte[] to, int toIndex, int length) {
            from.slice(fromIndex, length).get(to, toIndex, length);
        }

        @Override
        public void put(ByteBuffer to, int toIndex, byte[] from, int fromIndex, int length) {
            to.slice(toIndex, length).put(from, fromIndex, length);
        }
    }
}
