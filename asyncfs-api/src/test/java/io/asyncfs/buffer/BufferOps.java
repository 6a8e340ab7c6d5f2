/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Operations of a buffer with random arguments, some of them wrong; the result is comparable by {@code equals}. */
final class BufferOps {
    /** One operation; draws its arguments from {@code random} so that two buffers can be given the same. */
    interface Op {
        Object run(ByteBuf buf, Random random) throws IOException;
    }

    private final FileChannel file;
    private final List<Op> ops = new ArrayList<>();

    BufferOps(FileChannel file) {
        this.file = file;
        ScalarOps.addTo(ops);
        addBulkGets();
        addBulkSets();
        addChannels();
        addViews();
        addSearches();
        addIndexAndCapacity();
    }

    List<Op> all() {
        return ops;
    }

    /** An index or length that is mostly within {@code bound}, sometimes just outside. */
    static int near(Random random, int bound) {
        return random.nextInt(20) == 0 ? random.nextInt(bound + 16) - 8 : random.nextInt(bound + 1);
    }

    private static int lengthFrom(Random random, ByteBuf buf, int index) {
        return near(random, Math.max(0, buf.capacity() - index));
    }

    static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[Math.max(0, length)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String hex(ByteBuffer buffer) {
        return ByteBufUtil.hexDump(Unpooled.wrappedBuffer(buffer)) + '@' + buffer.order();
    }

    private void addBulkGets() {
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            byte[] to = new byte[Math.max(0, lengthFrom(r, b, at))];
            b.getBytes(at, to);
            return ByteBufUtil.hexDump(to);
        });
        ops.add((b, r) -> {
            byte[] to = new byte[near(r, b.readableBytes()) & 0xffff];
            b.readBytes(to);
            return ByteBufUtil.hexDump(to);
        });
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            int length = Math.max(0, lengthFrom(r, b, at));
            ByteBuffer to = r.nextBoolean() ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
            b.getBytes(at, to);
            return to.position() + hex(to.flip());
        });
        ops.add((b, r) -> {
            ByteBuf to = target(r, b.capacity() + 8);
            int at = near(r, b.capacity());
            b.getBytes(at, to, near(r, 8), lengthFrom(r, b, at));
            return ByteBufUtil.hexDump(to, 0, to.capacity());
        });
        ops.add((b, r) -> {
            ByteBuf to = target(r, b.capacity()).clear();
            b.readBytes(to, near(r, b.readableBytes()));
            return ByteBufUtil.hexDump(to);
        });
        ops.add((b, r) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int at = near(r, b.capacity());
            b.getBytes(at, out, lengthFrom(r, b, at));
            b.readBytes(out, near(r, b.readableBytes()));
            return ByteBufUtil.hexDump(out.toByteArray());
        });
    }

    /** A buffer of zeros of one of the kinds a copy tells apart. */
    private static ByteBuf target(Random random, int length) {
        return switch (random.nextInt(4)) {
            case 0 -> Unpooled.buffer(length).writeZero(length);
            case 1 -> Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(length));
            case 2 -> Unpooled.wrappedBuffer(ByteBuffer.allocate(length));
            default -> composite(new byte[length]);
        };
    }

    private static CompositeByteBuf composite(byte[] content) {
        CompositeByteBuf composite = Unpooled.compositeBuffer();
        composite.addComponent(true, Unpooled.copiedBuffer(content, 0, content.length / 2));
        composite.addComponent(
                true, Unpooled.wrappedBuffer(content, content.length / 2, content.length - content.length / 2));
        return composite;
    }

    private void addBulkSets() {
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            return b.setBytes(at, bytes(r, lengthFrom(r, b, at)));
        });
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            ByteBuffer from = ByteBuffer.wrap(bytes(r, lengthFrom(r, b, at)));
            b.setBytes(at, r.nextBoolean() ? from : from.asReadOnlyBuffer());
            return from.remaining();
        });
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            ByteBuf from = target(r, b.capacity() + 8);
            from.setBytes(0, bytes(r, from.capacity()));
            b.setBytes(at, from, near(r, 8), lengthFrom(r, b, at));
            return from.readerIndex();
        });
        ops.add((b, r) -> b.writeBytes(composite(bytes(r, r.nextInt(100)))));
        ops.add((b, r) -> b.writeBytes(Unpooled.wrappedBuffer(bytes(r, 50)).asReadOnly()));
        ops.add((b, r) -> b.setBytes(near(r, b.capacity()), b, near(r, b.capacity()), r.nextInt(64)));
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            return b.setZero(at, lengthFrom(r, b, at));
        });
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            return b.setBytes(at, new ByteArrayInputStream(bytes(r, r.nextInt(200))), lengthFrom(r, b, at));
        });
        ops.add((b, r) -> b.writeBytes(new ByteArrayInputStream(bytes(r, r.nextInt(200))), r.nextInt(300)));
        ops.add((b, r) -> b.setCharSequence(near(r, b.capacity()), "text", StandardCharsets.US_ASCII));
    }

    /** With right arguments only: Netty's own buffers differ in what they throw, if anything, at a negative length. */
    private void addChannels() {
        ops.add((b, r) -> {
            int at = r.nextInt(b.capacity() + 1);
            int written = b.getBytes(at, file, r.nextInt(100), r.nextInt(b.capacity() - at + 1));
            return written + ":" + b.readBytes(file, 200, r.nextInt(b.readableBytes() + 1));
        });
        ops.add((b, r) -> {
            int at = r.nextInt(b.capacity() + 1);
            file.position(r.nextInt(100));
            int written = b.getBytes(at, file, r.nextInt(b.capacity() - at + 1));
            return written + ":" + b.readBytes(file, r.nextInt(b.readableBytes() + 1)) + ":" + file.position();
        });
        ops.add((b, r) -> {
            int at = r.nextInt(b.capacity() + 1);
            file.write(ByteBuffer.wrap(bytes(r, 300)), 0);
            return b.setBytes(at, file, r.nextInt(400), r.nextInt(b.capacity() - at + 1));
        });
        ops.add((b, r) -> {
            file.write(ByteBuffer.wrap(bytes(r, 300)), 0);
            file.truncate(300).position(r.nextInt(300));
            return b.writeBytes(file, r.nextInt(400)) + ":" + file.position();
        });
    }

    private void addViews() {
        ops.add((b, r) -> hex(b.nioBuffer()));
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            int length = lengthFrom(r, b, at);
            ByteBuffer internal = b.internalNioBuffer(at, length);
            return hex(internal.slice()) + hex(b.nioBuffer(at, length)) + b.nioBuffers(at, length).length;
        });
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            ByteBuf copy = b.copy(at, lengthFrom(r, b, at));
            String content = ByteBufUtil.hexDump(copy) + copy.maxCapacity();
            copy.release();
            return content;
        });
        ops.add((b, r) -> {
            int at = near(r, b.capacity());
            ByteBuf slice = b.slice(at, lengthFrom(r, b, at));
            slice.setInt(near(r, slice.capacity()), r.nextInt());
            return ByteBufUtil.hexDump(slice);
        });
        ops.add((b, r) -> {
            ByteBuf slice = b.readRetainedSlice(near(r, b.readableBytes()));
            String content = ByteBufUtil.hexDump(slice) + slice.refCnt();
            slice.release();
            return content;
        });
        ops.add((b, r) -> {
            ByteBuf duplicate = b.retainedDuplicate();
            try {
                duplicate.skipBytes(near(r, b.readableBytes()));
                return ByteBufUtil.hexDump(duplicate);
            } finally {
                duplicate.release();
            }
        });
        ops.add((b, r) -> b.asReadOnly().setByte(near(r, b.capacity()), 1));
    }

    private void addSearches() {
        ops.add((b, r) -> b.indexOf(near(r, b.capacity()), near(r, b.capacity()), (byte) r.nextInt()));
        ops.add((b, r) -> b.bytesBefore((byte) r.nextInt()));
        ops.add((b, r) -> b.forEachByte(value -> value != 0));
        ops.add((b, r) -> b.forEachByteDesc(value -> value != 7));
        ops.add((b, r) -> {
            ByteBuf copy = b.copy();
            boolean isEqual = copy.equals(b) && b.equals(copy);
            copy.release();
            return b.hashCode() + ":" + isEqual;
        });
        ops.add((b, r) -> b.toString(StandardCharsets.ISO_8859_1));
        ops.add((b, r) -> Integer.signum(b.compareTo(Unpooled.wrappedBuffer(bytes(r, 20)))));
    }

    private void addIndexAndCapacity() {
        ops.add((b, r) -> b.readerIndex(near(r, b.writerIndex())));
        ops.add((b, r) -> b.writerIndex(near(r, b.capacity())));
        ops.add((b, r) -> b.setIndex(near(r, b.capacity()), near(r, b.capacity())));
        ops.add((b, r) -> b.skipBytes(near(r, b.readableBytes())));
        ops.add((b, r) -> r.nextBoolean() ? b.markReaderIndex() : b.markWriterIndex());
        ops.add((b, r) -> r.nextBoolean() ? b.resetReaderIndex() : b.resetWriterIndex());
        ops.add((b, r) -> r.nextInt(4) == 0 ? b.clear() : b.discardReadBytes());
        ops.add((b, r) -> b.discardSomeReadBytes());
        ops.add((b, r) -> b.ensureWritable(near(r, 2000)));
        ops.add((b, r) -> b.isReadable(r.nextInt(50)) + ":" + b.isWritable(0));
        ops.add((b, r) -> b.capacity(near(r, b.maxCapacity())));
        ops.add((b, r) -> b.capacity(near(r, Math.min(b.maxCapacity(), 2 * b.capacity() + 100))));
    }
}
