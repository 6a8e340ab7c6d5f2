/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.examples.serve.ConnectionTimeouts.Timeout;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * One connection: takes requests, lets them be answered one at a time in the order they came, and decides when the
 * connection ends. Event loop only.
 */
final class StaticFileHandler extends SimpleChannelInboundHandler<HttpObject> implements Exchange.Connection {
    /** Fired into the pipeline when the server stops: finish the answer that is being sent, then close. */
    enum Drain {
        /** The only one. */
        EVENT
    }

    /** Pipelined requests that may wait; nothing is read from the socket while as many do. */
    static final int MAX_WAITING = 16;

    /** How long a client may take to close after our half is closed. */
    private static final long LINGER_SECONDS = 2;

    private final Site site;
    private final ConnectionTimeouts timeouts;
    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();

    private ChannelHandlerContext context;
    private Exchange current;
    private Exchange receiving;
    private long contentBytes;
    private boolean takesRequests = true;
    private boolean draining;
    private boolean hasAnswered;
    private boolean inputEnded;
    private boolean lingering;
    private ScheduledFuture<?> lingerTimer;

    StaticFileHandler(Site site, ConnectionTimeouts timeouts) {
        this.site = site;
        this.timeouts = timeouts;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject msg) {
        if (!takesRequests) {
            return;
        }
        if (msg instanceof HttpRequest request && request.decoderResult().isFailure()) {
            // The decoder drops whatever follows. It is told in its turn, as any other answer.
            takesRequests = false;
            timeouts.requestReceived();
            enqueue(new Exchange(ctx, this, site, request));
        } else if (msg instanceof HttpRequest request) {
            receiving = new Exchange(ctx, this, site, request);
            contentBytes = 0;
            enqueue(receiving);
        } else if (msg instanceof HttpContent content) {
            content(content);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        takesRequests = false;
        waiting.clear();
        if (current != null) {
            current.cancel();
        }
        if (lingerTimer != null) {
            lingerTimer.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Drain.EVENT) {
            draining = true;
            stopTaking();
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            // A client may close its half and still wait for its answers.
            inputEnded = true;
            stopTaking();
        } else if (event == Timeout.REQUEST) {
            requestLate(ctx);
        } else if (event == Timeout.STALLED) {
            ctx.close();
        } else if (event == Timeout.IDLE) {
            // With an answer under way and nothing to send it is the file system that is slow: not the client's fault.
            if (current == null) {
                ctx.close();
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // IOException is what a connection that the client reset gives.
        if (!(cause instanceof IOException)) {
            FailureLog.log(
                    Level.ERROR, "closing the connection of " + ctx.channel().remoteAddress(), cause);
        }
        ctx.close();
    }

    @Override
    public boolean mayKeepAlive() {
        return !draining;
    }

    @Override
    public void answered(boolean keepAlive) {
        current = null;
        hasAnswered = true;
        if (!keepAlive || draining) {
            finish();
        } else {
            startNext();
        }
    }

    @Override
    public void broken(Throwable cause) {
        exceptionCaught(context, cause);
    }

    private void enqueue(Exchange exchange) {
        waiting.add(exchange);
        if (current == null) {
            startNext();
        } else if (waiting.size() >= MAX_WAITING) {
            context.channel().config().setAutoRead(false);
        }
    }

    private void startNext() {
        Exchange next = waiting.poll();
        if (next != null) {
            current = next;
            next.start();
        } else if (!takesRequests) {
            finish();
        }
        if (waiting.size() < MAX_WAITING / 2) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void content(HttpContent content) {
        contentBytes += content.content().readableBytes();
        if (contentBytes > RequestCheck.MAX_CONTENT) {
            refuse(receiving, HttpError.closing(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, null));
        } else if (content.decoderResult().isFailure()) {
            refuse(receiving, HttpError.badRequest("the request is malformed"));
        } else if (content instanceof LastHttpContent) {
            receiving.received();
            receiving = null;
            timeouts.requestReceived();
        }
    }

    private void requestLate(ChannelHandlerContext ctx) {
        if (!takesRequests) {
            return;
        }
        HttpError error = HttpError.closing(HttpResponseStatus.REQUEST_TIMEOUT, null);
        if (receiving != null) {
            refuse(receiving, error);
            return;
        }
        takesRequests = false;
        HttpRequest unread = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        Exchange exchange = new Exchange(ctx, this, site, unread);
        exchange.refuse(error);
        enqueue(exchange);
    }

    /** Ends the input within the content of a request, which may have been answered already. */
    private void refuse(Exchange exchange, HttpError error) {
        exchange.refuse(error);
        stopTaking();
    }

    /** No more requests: what is queued is still answered, unless the server stops; then only what is begun. */
    private void stopTaking() {
        takesRequests = false;
        if (draining) {
            waiting.clear();
        }
        if (lingering) {
            if (inputEnded) {
                context.close();
            }
        } else if (current == null && waiting.isEmpty()) {
            if (draining && !hasAnswered) {
                context.close(); // nothing is on its way
            } else {
                finish();
            }
        }
    }

    /**
     * Closes after the last answer. Our half first, and what the client still sends is read and dropped for a while: a
     * socket closed with unread input resets the connection, which can destroy the answer on its way (RFC 9112, section
     * 9.6).
     */
    private void finish() {
        takesRequests = false;
        waiting.clear();
        if (inputEnded || !(context.channel() instanceof DuplexChannel duplex)) {
            context.close();
            return;
        }
        lingering = true;
        context.channel().config().setAutoRead(true);
        duplex.shutdownOutput();
        lingerTimer = context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }
}
