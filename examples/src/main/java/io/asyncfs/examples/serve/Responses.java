/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.FileStat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The heads of all answers, and the answers that have no file in them. */
final class Responses {
    static final String ALLOW = "GET, HEAD, OPTIONS";

    /** When to come again after a 503: what was refused are operations, which take milliseconds. */
    private static final int RETRY_SECONDS = 1;

    private Responses() {}

    static FullHttpResponse interim() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
    }

    /** Answers OPTIONS, for any path and for {@code *}. */
    static FullHttpResponse options() {
        FullHttpResponse response = withoutContent(HttpResponseStatus.NO_CONTENT);
        response.headers().set(HttpHeaderNames.ALLOW, ALLOW);
        return response;
    }

    static FullHttpResponse redirect(String location) {
        FullHttpResponse response = text(HttpResponseStatus.MOVED_PERMANENTLY, null);
        response.headers().set(HttpHeaderNames.LOCATION, location);
        return response;
    }

    static FullHttpResponse error(HttpError error) {
        FullHttpResponse response = text(error.status(), error.getMessage());
        HttpHeaders headers = response.headers();
        if (error.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)
                || error.status().equals(HttpResponseStatus.NOT_IMPLEMENTED)) {
            headers.set(HttpHeaderNames.ALLOW, ALLOW);
        } else if (error.status().equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            headers.set(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS);
        }
        return response;
    }

    static FullHttpResponse preconditionFailed() {
        return text(HttpResponseStatus.PRECONDITION_FAILED, null);
    }

    static FullHttpResponse notModified(EntityTag tag, FileStat stat) {
        FullHttpResponse response = withoutContent(HttpResponseStatus.NOT_MODIFIED);
        validators(response.headers(), tag, stat);
        return response;
    }

    static FullHttpResponse rangeNotSatisfiable(long size) {
        FullHttpResponse response = text(HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE, null);
        response.headers().set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + size);
        return response;
    }

    /**
     * Returns the head of an answer with a file or a part of it.
     *
     * @param type the media type
     */
    static HttpResponse file(ByteRange range, EntityTag tag, FileStat stat, String type) {
        boolean partial = range.kind() == ByteRange.Kind.PARTIAL;
        HttpResponse response = new DefaultHttpResponse(
                HttpVersion.HTTP_1_1, partial ? HttpResponseStatus.PARTIAL_CONTENT : HttpResponseStatus.OK);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.DATE, HttpDate.now());
        headers.set(HttpHeaderNames.CONTENT_TYPE, type);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, partial ? range.length() : stat.size());
        if (partial) {
            headers.set(HttpHeaderNames.CONTENT_RANGE, range.contentRange(stat.size()));
        }
        headers.set(HttpHeaderNames.ACCEPT_RANGES, HttpHeaderValues.BYTES);
        validators(headers, tag, stat);
        return response;
    }

    /** Says what happens to the connection. The answer says HTTP/1.1, so only a client of 1.0 must be told that it stays. */
    static void connection(HttpResponse response, boolean keepAlive, HttpVersion requestVersion) {
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!requestVersion.isKeepAliveDefault()) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private static void validators(HttpHeaders headers, EntityTag tag, FileStat stat) {
        headers.set(HttpHeaderNames.ETAG, tag.opaque());
        // RFC 9110, section 8.8.2.1: never later than Date.
        long modified = stat.lastModified().toInstant().getEpochSecond();
        headers.set(
                HttpHeaderNames.LAST_MODIFIED,
                HttpDate.format(Math.min(modified, Instant.now().getEpochSecond())));
    }

    private static FullHttpResponse withoutContent(HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.DATE, HttpDate.now());
        return response;
    }

    private static FullHttpResponse text(HttpResponseStatus status, String detail) {
        String line = status + (detail == null ? "" : ": " + detail) + "\n";
        ByteBuf content = Unpooled.copiedBuffer(line, StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.DATE, HttpDate.now());
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        headers.set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        return response;
    }

    /** Returns the answer to HEAD: the same head and nothing behind it. */
    static FullHttpResponse withoutContent(HttpResponse head) {
        return new DefaultFullHttpResponse(
                head.protocolVersion(),
                head.status(),
                Unpooled.EMPTY_BUFFER,
                head.headers(),
                EmptyHttpHeaders.INSTANCE);
    }

    /** Returns the answer in place of the file, or null when that is to be sent. */
    static FullHttpResponse condition(Preconditions.Outcome outcome, EntityTag tag, FileStat stat) {
        return switch (outcome) {
            case PROCEED -> null;
            case NOT_MODIFIED -> notModified(tag, stat);
            case FAILED -> preconditionFailed();
        };
    }
}
