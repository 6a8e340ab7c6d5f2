/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.AsyncFile;
import io.asyncfs.FileKind;
import io.asyncfs.FileKindException;
import io.asyncfs.FileStat;
import io.asyncfs.handler.ChunkedAsyncFile;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.io.EOFException;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.List;

/**
 * One request and its answer: check, open, stat, decide, send. Created when the head of the request has arrived, started
 * when all answers before it are sent. Event loop only.
 */
final class Exchange {
    private static final System.Logger LOGGER = System.getLogger(Exchange.class.getName());

    /** How often a file may be replaced between opening it and asking for its size. */
    private static final int MAX_REPLACED = 8;

    /** The connection an exchange belongs to. */
    interface Connection {
        /** Returns false when the answer begun now must be the last one. */
        boolean mayKeepAlive();

        /** Told once, when the answer was handed to the system, unless the exchange was cancelled. */
        void answered(boolean keepAlive);
    }

    private final ChannelHandlerContext ctx;
    private final Connection connection;
    private final Site site;
    private final HttpRequest request;

    private HttpError refusal;
    private RequestPath path;
    private Future<?> pending;
    private int replaced;
    private AsyncFile file;
    private ChunkedAsyncFile content;
    private boolean received;
    private boolean cancelled;
    private boolean keepAlive;

    Exchange(ChannelHandlerContext ctx, Connection connection, Site site, HttpRequest request) {
        this.ctx = ctx;
        this.connection = connection;
        this.site = site;
        this.request = request;
    }

    /** Answers with an error instead; without effect once the answer is under way. */
    void refuse(HttpError error) {
        refusal = error;
    }

    /** Notes that the request's content, if any, has arrived. */
    void received() {
        received = true;
    }

    void start() {
        try {
            if (refusal != null) {
                throw refusal;
            }
            RequestCheck.check(request);
            if (request.method().equals(HttpMethod.OPTIONS)) {
                respond(Responses.options(), waitsForContinue());
                return;
            }
            path = RequestPath.parse(request.uri());
            if (waitsForContinue()) {
                ctx.writeAndFlush(Responses.interim());
            }
            open();
        } catch (HttpError e) {
            respond(Responses.error(e), e.isClosing() || waitsForContinue());
        }
    }

    /** Lets go of everything, when the client has gone. */
    void cancel() {
        cancelled = true;
        if (pending != null) {
            pending.cancel(false);
        }
        if (content != null) {
            content.close();
        }
    }

    private void open() throws HttpError {
        Future<AsyncFile> open = site.root().open(ctx.channel().eventLoop(), path.file());
        pending = open;
        open.addListener((FutureListener<AsyncFile>) this::opened);
    }

    private void opened(Future<AsyncFile> open) {
        pending = null;
        if (open.isSuccess()) {
            file = open.getNow();
            if (cancelled) {
                FileClose.of(file);
                return;
            }
            Future<FileStat> stat = file.stat();
            pending = stat;
            stat.addListener((FutureListener<FileStat>) this::statted);
        } else if (!cancelled) {
            boolean isDirectory = open.cause() instanceof FileKindException kind && kind.kind() == FileKind.DIRECTORY;
            if (isDirectory && !path.directory()) {
                respond(Responses.redirect(path.withSlash()), false);
            } else {
                failed(open.cause());
            }
        }
    }

    private void statted(Future<FileStat> stat) {
        pending = null;
        if (!stat.isSuccess() || cancelled) {
            FileClose.of(file);
            if (!cancelled) {
                cannotStat(stat.cause());
            }
            return;
        }
        try {
            answer(stat.getNow());
        } catch (RuntimeException e) {
            FileClose.of(file);
            failed(e);
        }
    }

    /** A file may be replaced after it is opened, and the pool can ask only the path: then there is a new one to open. */
    private void cannotStat(Throwable cause) {
        if (!(cause instanceof FileSystemException) || ++replaced > MAX_REPLACED) {
            failed(cause);
            return;
        }
        try {
            open();
        } catch (HttpError e) {
            respond(Responses.error(e), e.isClosing());
        }
    }

    private void answer(FileStat stat) {
        // A block device opens as well, but has no size to announce.
        EntityTag tag = EntityTag.of(stat);
        Preconditions conditions = new Preconditions(
                request.headers(), tag, stat.lastModified().toInstant().getEpochSecond());
        FullHttpResponse instead = stat.kind() == FileKind.REGULAR
                ? condition(conditions, tag, stat)
                : Responses.error(HttpError.notFound());
        ByteRange range = range(conditions, stat.size());
        if (instead == null && range.kind() == ByteRange.Kind.UNSATISFIABLE) {
            instead = Responses.rangeNotSatisfiable(stat.size());
        }
        if (instead != null) {
            FileClose.of(file);
            respond(instead, false);
            return;
        }
        HttpResponse head = Responses.file(
                range, tag, stat, site.types().of(file.path().getFileName().toString()));
        if (request.method().equals(HttpMethod.HEAD) || stat.size() == 0) {
            FileClose.of(file);
            respond(withoutContent(head), false);
            return;
        }
        keepAlive = keepsAlive();
        Responses.connection(head, keepAlive, request.protocolVersion());
        ByteRange part = range.kind() == ByteRange.Kind.PARTIAL ? range : new ByteRange(range.kind(), 0, stat.size());
        content = new ChunkedAsyncFile(file, ctx.channel(), part.first(), part.length());
        FileClose.tellFailure(content.closeFuture(), file.path());
        // The head goes out together with the first chunk: a small file is one write, and a file that cannot be read
        // can
        // still be answered with an error.
        content.preload().addListener(preload -> send(head, preload));
    }

    private void send(HttpResponse head, Future<?> preload) {
        if (cancelled) {
            return;
        }
        if (!preload.isSuccess()) {
            content.close();
            failed(preload.cause());
            return;
        }
        ctx.write(head);
        ctx.writeAndFlush(new FileContent(content)).addListener(write -> {
            if (!cancelled) {
                sent(write.cause());
            }
        });
    }

    private static FullHttpResponse condition(Preconditions conditions, EntityTag tag, FileStat stat) {
        return switch (conditions.evaluate()) {
            case PROCEED -> null;
            case NOT_MODIFIED -> Responses.notModified(tag, stat);
            case FAILED -> Responses.preconditionFailed();
        };
    }

    private ByteRange range(Preconditions conditions, long size) {
        // RFC 9110, section 14.2: only GET has ranges.
        boolean applies = request.method().equals(HttpMethod.GET)
                && conditions.rangeApplies(Instant.now().getEpochSecond());
        return ByteRange.parse(applies ? request.headers().getAll(HttpHeaderNames.RANGE) : List.of(), size);
    }

    private void sent(Throwable cause) {
        if (cause == null) {
            connection.answered(keepAlive);
            return;
        }
        // The length is announced: closing is the only way left to say that there is no more.
        if (cause instanceof EOFException) {
            LOGGER.log(Level.INFO, cause.getMessage());
        } else if (ctx.channel().isActive()) {
            FailureLog.log(Level.WARNING, "cannot go on sending " + path.names(), cause);
        }
        ctx.close();
    }

    private void failed(Throwable cause) {
        HttpError error = FileFailure.toHttpError(cause);
        if (error.status().equals(HttpResponseStatus.INTERNAL_SERVER_ERROR)) {
            FailureLog.log(Level.ERROR, "cannot serve " + path.names(), cause);
        }
        respond(Responses.error(error), false);
    }

    private void respond(FullHttpResponse response, boolean close) {
        keepAlive = !close && keepsAlive();
        Responses.connection(response, keepAlive, request.protocolVersion());
        boolean head = request.method().equals(HttpMethod.HEAD);
        FullHttpResponse sent = head ? withoutContent(response) : response;
        if (head) {
            response.release();
        }
        ctx.writeAndFlush(sent).addListener(write -> {
            if (!cancelled) {
                connection.answered(keepAlive && write.isSuccess());
            }
        });
    }

    private boolean keepsAlive() {
        return HttpUtil.isKeepAlive(request) && !RequestCheck.isTooLarge(request) && connection.mayKeepAlive();
    }

    /** A client that is told something else may send its content or not: nobody knows where the next request starts. */
    private boolean waitsForContinue() {
        boolean hasContent = HttpUtil.getContentLength(request, 0L) > 0 || HttpUtil.isTransferEncodingChunked(request);
        return hasContent && !received && HttpUtil.is100ContinueExpected(request);
    }

    private static FullHttpResponse withoutContent(HttpResponse head) {
        return new DefaultFullHttpResponse(
                head.protocolVersion(),
                head.status(),
                Unpooled.EMPTY_BUFFER,
                head.headers(),
                EmptyHttpHeaders.INSTANCE);
    }
}
