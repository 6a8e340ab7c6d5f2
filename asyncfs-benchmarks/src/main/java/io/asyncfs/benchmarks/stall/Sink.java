/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import io.asyncfs.benchmarks.work.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Receives what a reader was sent, and looks at the first stamp of each block, or at all of it. On the client's loop. */
final class Sink extends SimpleChannelInboundHandler<ByteBuf> {
    private final int block;
    private final boolean checksAll;
    private final Queue<Long> expected = new ConcurrentLinkedQueue<>();
    private long position; // of the current block
    private int received; // of it
    private long stamp; // as far as it has come
    private volatile long blocks;
    private volatile Throwable failure;

    Sink(int block, boolean checksAll) {
        this.block = block;
        this.checksAll = checksAll;
    }

    /** The block from there will be sent. Any thread. */
    void expect(long from) {
        expected.add(from);
    }

    /** Returns how many blocks have arrived. Any thread. */
    long blocks() {
        return blocks;
    }

    /** Returns what was wrong, or null. Any thread. */
    Throwable failure() {
        return failure;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
        while (message.isReadable()) {
            if (received == 0) {
                position = expected.remove();
            }
            if (checksAll || received < Long.BYTES) {
                look(message);
            } else {
                int more = Math.min(message.readableBytes(), block - received);
                message.skipBytes(more);
                received += more;
            }
            if (received == block) {
                received = 0;
                blocks++;
            }
        }
    }

    private void look(ByteBuf message) {
        if (received % Long.BYTES == 0 && message.readableBytes() >= Long.BYTES) {
            stamp = message.readLongLE();
            received += Long.BYTES;
        } else {
            stamp |= (message.readByte() & 0xffL) << Byte.SIZE * (received++ % Long.BYTES);
        }
        if (received % Long.BYTES == 0) {
            Stamp.check(stamp, 0, position + received - Long.BYTES);
            stamp = 0;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause;
        context.close();
    }
}
