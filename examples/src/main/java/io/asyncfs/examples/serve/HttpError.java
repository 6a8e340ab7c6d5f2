/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.netty.handler.codec.http.HttpResponseStatus;

/** An answer other than the file. Carries no stack trace: it is thrown for what clients send. */
final class HttpError extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to answer. */
    private final transient HttpResponseStatus status;

    /** Whether the connection can no longer be trusted to be at the start of a request. */
    private final boolean closing;

    private HttpError(HttpResponseStatus status, String detail, boolean closing) {
        super(detail, null, false, false);
        this.status = status;
        this.closing = closing;
    }

    /**
     * An answer after which the connection goes on.
     *
     * @param detail for the body of the answer; null for none
     */
    static HttpError of(HttpResponseStatus status, String detail) {
        return new HttpError(status, detail, false);
    }

    /** An answer after which the connection is closed. */
    static HttpError closing(HttpResponseStatus status, String detail) {
        return new HttpError(status, detail, true);
    }

    static HttpError badRequest(String detail) {
        return closing(HttpResponseStatus.BAD_REQUEST, detail);
    }

    static HttpError notFound() {
        return of(HttpResponseStatus.NOT_FOUND, null);
    }

    HttpResponseStatus status() {
        return status;
    }

    boolean isClosing() {
        return closing;
    }
}
