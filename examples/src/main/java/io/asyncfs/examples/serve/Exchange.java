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
import io.netty.channel.ChannelHandlerContext;
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

        /** Told instead when an answer cannot be had for a fault of ours: there will be none. */
        void broken(Throwable cause);
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
        guarded(this::begin);
    }

    /** Netty swallows what a listener throws, and the connection would wait for its answer for ever. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            if (content != null) {
                content.close();
            } else if (file != null) {
                FileClose.of(file);
            }
            connection.broken(e);
        }
    }

    private void begin() {
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
        open.addListener((FutureListener<AsyncFile>) done -> guarded(() -> opened(done)));
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
            stat.addListener((FutureListener<FileStat>) done -> guarded(() -> statted(done)));
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
                // The pool can ask only the path, which may be that of a new file by now.
                openAgainOrFail(stat.cause(), stat.cause() instanceof FileSystemException);
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

    private void openAgainOrFail(Throwable cause, boolean changed) {
        if (!changed || ++replaced > MAX_REPLACED) {
            failed(cause);
            return;
        }
        file = null;
        content = null;
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
                ? Responses.condition(conditions.evaluate(), tag, stat)
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
            respond(Responses.withoutContent(head), false);
            return;
        }
        keepAlive = keepsAlive();
        Responses.connection(head, keepAlive, request.protocolVersion());
        ByteRange part = range.kind() == ByteRange.Kind.PARTIAL ? range : new ByteRange(range.kind(), 0, stat.size());
        content = new ChunkedAsyncFile(file, ctx.channel(), part.first(), part.length());
        FileClose.tellFailure(content.closeFuture(), file.path());
        // The head goes out with the first chunk: a small file is one write, and what cannot be read is an error still.
        content.preload().addListener(preload -> guarded(() -> send(head, preload)));
    }

    private void send(HttpResponse head, Future<?> preload) {
        if (cancelled) {
            return;
        }
        if (!preload.isSuccess()) {
            content.close();
            // It may have become shorter since.
            openAgainOrFail(preload.cause(), preload.cause() instanceof EOFException);
            return;
        }
        ctx.write(head);
        ctx.writeAndFlush(new FileContent(content)).addListener(write -> {
            if (!cancelled) {
                sent(write.cause());
            }
        });
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
        FullHttpResponse sent = head ? Responses.withoutContent(response) : response;
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
}
