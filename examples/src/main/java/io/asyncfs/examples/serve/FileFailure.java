/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.FileClosedException;
import io.asyncfs.FileKindException;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.TooManyOpsException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.List;

/** What a failed file operation means to a client. */
final class FileFailure {
    /**
     * Codes without an exception class of their own, and what the JDK's providers write in their place. These say that no
     * such file is served; a client is not told why.
     */
    private static final List<String> ABSENT = List.of(
            "ENOTDIR",
            "ELOOP",
            "ENAMETOOLONG",
            "EXDEV",
            "EPERM",
            "ENXIO",
            "EINVAL", //
            "Not a directory",
            "Too many levels of symbolic links",
            "File name too long",
            "Operation not permitted");

    /** These pass. */
    private static final List<String> BUSY = List.of(
            "EMFILE",
            "ENFILE",
            "ENOMEM",
            "EAGAIN",
            "ENOBUFS", //
            "Too many open files",
            "Cannot allocate memory");

    private FileFailure() {}

    /** Returns the answer: 404, 503 for what may be tried again, else 500. */
    static HttpError toHttpError(Throwable cause) {
        // The pool's own causes: a component that is no directory, or was a link a moment ago.
        if (cause.getCause() instanceof NotDirectoryException
                || cause.getCause() instanceof NotLinkException
                || cause instanceof NoSuchFileException
                || cause instanceof AccessDeniedException
                || cause instanceof NotDirectoryException
                || cause instanceof FileSystemLoopException
                || cause instanceof FileKindException
                || mentions(cause, ABSENT)) {
            return HttpError.notFound();
        }
        if (cause instanceof TooManyOpsException
                || cause instanceof FileClosedException
                || cause instanceof LoopTerminatedException
                || cause instanceof OutOfMemoryError
                || mentions(cause, BUSY)) {
            return HttpError.of(HttpResponseStatus.SERVICE_UNAVAILABLE, null);
        }
        return HttpError.of(HttpResponseStatus.INTERNAL_SERVER_ERROR, null);
    }

    private static boolean mentions(Throwable cause, List<String> words) {
        if (!(cause instanceof FileSystemException failure) || failure.getReason() == null) {
            return false;
        }
        return words.stream().anyMatch(failure.getReason()::contains);
    }
}
