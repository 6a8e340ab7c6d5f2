/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.OpKind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.Arrays;

/** The checks that fail at the call, each saying what was expected and what was given. */
final class Arguments {
    private Arguments() {}

    static long position(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position: expected 0 or more, got " + position);
        }
        return position;
    }

    static int length(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length: expected 0 or more bytes, got " + length);
        }
        return length;
    }

    static void range(long position, long length) {
        position(position);
        if (position > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException(
                    "position + length: expected at most 2^63 - 1, got " + position + " + " + length);
        }
    }

    static long seek(long from, long offset) {
        long to = from + offset;
        if (to < 0) {
            throw new IllegalArgumentException("seek: expected a position of 0 or more, got " + from + " + " + offset);
        }
        return to;
    }

    static void transfer(SharedFile file, OpKind kind, ByteBuf buf, long position) {
        if (buf.refCnt() == 0) {
            throw new IllegalReferenceCountException("expected a buffer with a reference, got " + buf);
        }
        if (kind == OpKind.READ) {
            readable(file);
            if (isReadOnly(buf)) {
                throw new ReadOnlyBufferException();
            }
            range(position, buf.writableBytes());
        } else {
            writable(file);
            range(position, buf.readableBytes());
        }
    }

    /** A composite does not say that a part of it is, which the kernel would not know either. */
    private static boolean isReadOnly(ByteBuf buf) {
        if (buf.isReadOnly()) {
            return true;
        }
        for (ByteBuf inner = buf; inner != null; inner = inner.unwrap()) {
            if (inner instanceof CompositeByteBuf) {
                ByteBuffer[] parts = buf.nioBuffers(buf.writerIndex(), buf.writableBytes());
                return Arrays.stream(parts).anyMatch(ByteBuffer::isReadOnly);
            }
        }
        return false;
    }

    static void readable(SharedFile file) {
        if (!file.request().reads()) {
            throw new NonReadableChannelException();
        }
    }

    static void writable(SharedFile file) {
        if (!file.request().writes()) {
            throw new NonWritableChannelException();
        }
    }

    static void lock(SharedFile file, long position, long size, boolean shared) {
        lockRange(position, size);
        if (shared) {
            readable(file);
        } else {
            writable(file);
        }
    }

    static void lockRange(long position, long size) {
        if (size < 1) {
            throw new IllegalArgumentException("size: expected 1 or more bytes, got " + size);
        }
        range(position, size);
    }

    static void positional(SharedFile file) {
        if (file.request().appends()) {
            throw new IllegalStateException(
                    file.request().path() + " was opened with APPEND: expected append(), got a write at a position");
        }
    }

    static void positionalCursor(SharedFile file, OpKind kind) {
        if (kind == OpKind.WRITE) {
            positional(file);
        }
    }
}
