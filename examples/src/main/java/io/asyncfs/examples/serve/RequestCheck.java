/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Set;

/** What must hold of the head of a request before its path is looked at (RFC 9112, RFC 9110). */
final class RequestCheck {
    /** Bytes of request content that are read and thrown away; nothing here has a use for content. */
    static final int MAX_CONTENT = 64 * 1024;

    /** The methods of RFC 9110 and PATCH: known, so that refusing them is 405. */
    private static final Set<HttpMethod> KNOWN = Set.of(
            HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH, HttpMethod.CONNECT, HttpMethod.TRACE);

    private RequestCheck() {}

    /**
     * Checks a request whose method must be GET, HEAD or OPTIONS.
     *
     * @throws HttpError with the answer to one that cannot be served
     */
    static void check(HttpRequest request) throws HttpError {
        syntax(request.decoderResult());
        HttpHeaders headers = request.headers();
        HttpVersion version = request.protocolVersion();
        if (version.majorVersion() != 1) {
            throw HttpError.closing(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "expected HTTP/1.1 or HTTP/1.0");
        }
        host(headers.getAll(HttpHeaderNames.HOST), version);
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        if (coding != null && !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)) {
            throw HttpError.closing(HttpResponseStatus.NOT_IMPLEMENTED, "expected no transfer coding but chunked");
        }
        if (headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1)
                && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY2)) {
            // Netty's decoder takes the 8 bytes behind it for content, whatever others take them for
            // (netty 4.2.18, HttpUtil.getWebSocketContentLength).
            throw HttpError.badRequest("expected no handshake of the WebSocket drafts before RFC 6455");
        }
        method(request.method());
        if (isTooLarge(request)) {
            throw HttpError.closing(
                    HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                    "expected at most " + MAX_CONTENT + " bytes of content");
        }
        String expect = headers.get(HttpHeaderNames.EXPECT);
        if (expect != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect)) {
            throw HttpError.closing(HttpResponseStatus.EXPECTATION_FAILED, "expected 100-continue or no Expect field");
        }
    }

    /** Returns what to answer to a message the decoder gave up, or null for one that is well-formed. */
    static void syntax(DecoderResult result) throws HttpError {
        if (!result.isFailure()) {
            return;
        }
        if (result.cause() instanceof TooLongHttpLineException) {
            throw HttpError.closing(HttpResponseStatus.REQUEST_URI_TOO_LONG, null);
        }
        if (result.cause() instanceof TooLongHttpHeaderException) {
            throw HttpError.closing(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, null);
        }
        throw HttpError.badRequest("the request is malformed");
    }

    /** Returns whether the content announced is more than is worth reading. */
    static boolean isTooLarge(HttpRequest request) {
        return HttpUtil.getContentLength(request, 0L) > MAX_CONTENT;
    }

    private static void host(List<String> hosts, HttpVersion version) throws HttpError {
        boolean required = version.minorVersion() >= 1;
        if (hosts.size() > 1 || (required && hosts.isEmpty())) {
            throw HttpError.badRequest("expected one Host field, got " + hosts.size());
        }
        if (hosts.size() == 1 && !HostField.isValid(hosts.get(0))) {
            throw HttpError.badRequest("the Host field is malformed");
        }
    }

    private static void method(HttpMethod method) throws HttpError {
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS)) {
            return;
        }
        throw HttpError.of(
                KNOWN.contains(method) ? HttpResponseStatus.METHOD_NOT_ALLOWED : HttpResponseStatus.NOT_IMPLEMENTED,
                "expected GET, HEAD or OPTIONS");
    }
}
