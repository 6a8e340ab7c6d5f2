/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.ByteProcessor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Watches the clock for one connection. A whole request must arrive within the header timeout of its first byte, and of
 * the connection itself for the first one, however slowly its bytes come. And within each idle timeout the client must
 * finish a request or take a byte of an answer. Fires a {@link Timeout}; whose turn it is the {@link StaticFileHandler}
 * knows. Stands before the decoder. Event loop only.
 *
 * <p>{@code IdleStateHandler} would not do: it counts any byte received as activity, and its first event after a write
 * comes even when the client takes bytes (netty 4.2.18, {@code hasOutputChanged}).
 */
final class ConnectionTimeouts extends ChannelDuplexHandler {
    /** What has passed. */
    enum Timeout {
        /** A request was begun and not finished. */
        REQUEST,
        /** Nothing was sent or asked, and nothing waits to be sent; repeated while it is so. */
        IDLE,
        /** The client takes nothing of what waits to be sent. */
        STALLED
    }

    /** How often in an idle timeout progress is looked for: a client is closed at most this part too late. */
    private static final int CHECKS = 4;

    private final long idleNanos;
    private final long headerNanos;

    private ScheduledFuture<?> requestTimer;
    private ScheduledFuture<?> idleTimer;
    private boolean sawBytes;
    private long requests;
    private long moves;
    private long movesBefore;
    private Object messageBefore;
    private long pendingBefore;
    private long progressBefore;
    private long lastMoveNanos;

    ConnectionTimeouts(Duration idle, Duration header) {
        idleNanos = idle.toNanos();
        headerNanos = header.toNanos();
    }

    /** A request has arrived whole. */
    void requestReceived() {
        requests++;
        moves++;
        if (requestTimer != null) {
            requestTimer.cancel(false);
            requestTimer = null;
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        lastMoveNanos = ctx.executor().ticker().nanoTime();
        awaitRequest(ctx);
        idleTimer = ctx.executor()
                .scheduleWithFixedDelay(
                        () -> checkIdle(ctx), idleNanos / CHECKS, idleNanos / CHECKS, TimeUnit.NANOSECONDS);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        sawBytes = true;
        // Line ends before a request are none (RFC 9112, section 2.2).
        boolean begins = !(msg instanceof ByteBuf bytes) || bytes.forEachByte(ByteProcessor.FIND_NON_CRLF) >= 0;
        long before = requests;
        ctx.fireChannelRead(msg);
        // Bytes behind a whole request are not counted from here: if they are the start of another one, its next byte
        // is,
        // and should none come the connection is idle.
        if (begins
                && requestTimer == null
                && requests == before
                && ctx.channel().isActive()) {
            awaitRequest(ctx);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        moves++;
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (idleTimer != null) { // closed by the server before it was active
            idleTimer.cancel(false);
        }
        if (requestTimer != null) {
            requestTimer.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    private void awaitRequest(ChannelHandlerContext ctx) {
        requestTimer = ctx.executor().schedule(() -> requestLate(ctx), headerNanos, TimeUnit.NANOSECONDS);
    }

    private void requestLate(ChannelHandlerContext ctx) {
        if (!ctx.channel().config().isAutoRead()) {
            requestTimer = null; // it may have come, and nobody reads; the first bytes that are read begin anew
        } else if (sawBytes) {
            ctx.fireUserEventTriggered(Timeout.REQUEST);
        } else {
            ctx.close();
        }
    }

    private void checkIdle(ChannelHandlerContext ctx) {
        long now = ctx.executor().ticker().nanoTime();
        if (hasMoved(ctx)) {
            lastMoveNanos = now;
        } else if (now - lastMoveNanos >= idleNanos) {
            ctx.fireUserEventTriggered(pendingBefore > 0 ? Timeout.STALLED : Timeout.IDLE);
        }
    }

    /** Looks into the outbound buffer as IdleStateHandler does: the only place that knows of a message sent in part. */
    private boolean hasMoved(ChannelHandlerContext ctx) {
        boolean moved = moves != movesBefore;
        movesBefore = moves;
        ChannelOutboundBuffer outbound = ctx.channel().unsafe().outboundBuffer();
        if (outbound != null) {
            Object message = outbound.current();
            long pending = outbound.totalPendingWriteBytes();
            long progress = outbound.currentProgress();
            moved |= message != messageBefore || pending != pendingBefore || progress != progressBefore;
            messageBefore = message;
            pendingBefore = pending;
            progressBefore = progress;
        }
        return moved;
    }
}
