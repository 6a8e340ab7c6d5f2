/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.DirectAlignment;
import io.asyncfs.spi.OpKind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** Refuses, at the call, what direct I/O on a file could not do: the kernel would say EINVAL and not why. */
final class AlignmentCheck {
    private AlignmentCheck() {}

    static void positional(SharedFile file, OpKind kind, ByteBuf buf, long position) {
        DirectAlignment required = file.file().alignment();
        if (required.isDirect()) {
            position(file, required, position);
            buffer(file, required, kind, buf);
        }
    }

    /** The position of a transfer at the cursor or at the end is no argument: the kernel has the say. */
    static void buffer(SharedFile file, OpKind kind, ByteBuf buf) {
        DirectAlignment required = file.file().alignment();
        if (required.isDirect()) {
            buffer(file, required, kind, buf);
        }
    }

    static void memory(SharedFile file, OpKind kind, ByteBuffer memory, long position) {
        DirectAlignment required = file.file().alignment();
        if (required.isDirect()) {
            if (kind != OpKind.APPEND) {
                position(file, required, position);
            }
            ByteBuf view = Unpooled.wrappedBuffer(memory.slice());
            buffer(file, required, kind, kind == OpKind.READ ? view.clear() : view);
        }
    }

    static void position(SharedFile file, long position) {
        position(file, file.file().alignment(), position);
    }

    private static void position(SharedFile file, DirectAlignment required, long position) {
        if (!required.fits(position)) {
            throw refusal(file, "a position that is a multiple of " + required.offset(), position, "");
        }
    }

    private static void buffer(SharedFile file, DirectAlignment required, OpKind kind, ByteBuf buf) {
        boolean reads = kind == OpKind.READ;
        int length = reads ? buf.writableBytes() : buf.readableBytes();
        if (!required.fits(length)) {
            String advice = reads
                    ? ": offer a longer buffer, or use read(position, length)"
                    : ": pad the end and truncate() the file afterwards, or open it without direct I/O";
            throw refusal(file, "a length that is a multiple of " + required.offset(), length, advice);
        }
        // Memory without one address is copied through ours, and of nothing no byte is touched.
        int misaligned = length == 0 || !buf.hasMemoryAddress()
                ? 0
                : (int) (buf.memoryAddress() + (reads ? buf.writerIndex() : buf.readerIndex()) & required.memory() - 1);
        if (misaligned != 0) {
            throw refusal(
                    file,
                    "memory at a multiple of " + required.memory(),
                    misaligned,
                    " bytes behind one: take the buffer from AsyncFs.allocBuf(), and from its begin");
        }
    }

    private static IllegalArgumentException refusal(SharedFile file, String expected, long got, String advice) {
        return new IllegalArgumentException(
                file.request().path() + " is open for direct I/O: expected " + expected + ", got " + got + advice);
    }
}
