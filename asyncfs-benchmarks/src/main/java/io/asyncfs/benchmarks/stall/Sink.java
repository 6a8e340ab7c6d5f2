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

/** Receives what a reader was sent, and looks at the stamp of each block. On the client's loop. */
final class Sink extends SimpleChannelInboundHandler<ByteBuf> {
    private final int block;
    private final Queue<Long> expected = new ConcurrentLinkedQueue<>();
    private int received; // of the current block
    private long stamp;
    private volatile Throwable failure;

    Sink(int block) {
        this.block = block;
    }

    /** The block from there will be sent. Any thread. */
    void expect(long position) {
        expected.add(position);
    }

    /** Returns what was wrong, or null. */
    Throwable failure() {
        return failure;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
        while (message.isReadable()) {
            if (received < Long.BYTES) {
                stamp |= (message.readByte() & 0xffL) << Byte.SIZE * received++;
                if (received == Long.BYTES) {
                    Stamp.check(stamp, 0, expected.remove());
                }
            } else {
                int more = Math.min(message.readableBytes(), block - received);
                message.skipBytes(more);
                received += more;
            }
            if (received == block) {
                received = 0;
                stamp = 0;
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause;
        context.close();
    }
}
