/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** The memory of a caller's buffer, between its position and its limit, for the engine. */
final class Memory {
    /** ByteBuffer to boolean: whether any thread may use it. Null before JDK 22, where all may be used by any. */
    private static final MethodHandle IS_SHARED = find();

    private Memory() {}

    private static MethodHandle find() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
            MethodHandle of =
                    lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, java.nio.Buffer.class));
            MethodHandle by =
                    lookup.findVirtual(segment, "isAccessibleBy", MethodType.methodType(boolean.class, Thread.class));
            Thread nobody = new Thread(() -> {});
            return MethodHandles.filterReturnValue(of, MethodHandles.insertArguments(by, 1, nobody))
                    .asType(MethodType.methodType(boolean.class, ByteBuffer.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Returns whether another thread can use the memory. */
    static boolean isShared(ByteBuffer buffer) {
        if (IS_SHARED == null || !buffer.isDirect()) {
            return true;
        }
        try {
            return (boolean) IS_SHARED.invokeExact(buffer);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // they throw no checked exception
            throw new IllegalStateException(e);
        }
    }

    /** Fails as the JDK's do for memory of an arena that is closed or another thread's, which no system call would notice. */
    static void checkAlive(ByteBuffer buffer) {
        if (buffer.isDirect() && buffer.hasRemaining()) {
            buffer.get(buffer.position());
        }
    }

    /** Refuses memory that another thread cannot use: the engine would find out too late. */
    static void checkShared(ByteBuffer buffer) {
        checkAlive(buffer);
        if (!isShared(buffer)) {
            throw new UnsupportedOperationException(
                    "the buffer belongs to one thread (Arena.ofConfined): an asynchronous operation needs memory that"
                            + " all threads may use");
        }
    }

    /** Begins to read into what remains of a buffer, whose position stays. */
    static Future<Integer> read(AsyncFile file, ByteBuffer buffer, long position) throws IOException {
        return use(view(buffer).clear(), to -> file.read(to, position));
    }

    /** Begins to write what remains of a buffer, whose position stays. */
    static Future<Integer> write(AsyncFile file, ByteBuffer buffer, long position) throws IOException {
        return use(view(buffer), from -> file.write(from, position));
    }

    /** Begins to append what remains of a buffer, whose position stays. */
    static Future<Integer> append(AsyncFile file, ByteBuffer buffer) throws IOException {
        return use(view(buffer), file::append);
    }

    private static ByteBuf view(ByteBuffer buffer) {
        return Unpooled.wrappedBuffer(buffer.slice());
    }

    /** Starts an operation on such a view, of which it then has a reference of its own. */
    private static Future<Integer> use(ByteBuf memory, Function<ByteBuf, Future<Integer>> operation)
            throws IOException {
        try {
            return operation.apply(memory);
        } catch (IllegalArgumentException e) {
            throw misaligned(e);
        } finally {
            memory.release();
        }
    }

    /** Direct I/O that is not aligned: the JDK says so by an IOException. */
    static IOException misaligned(IllegalArgumentException refusal) {
        return new IOException(refusal.getMessage(), refusal);
    }
}
