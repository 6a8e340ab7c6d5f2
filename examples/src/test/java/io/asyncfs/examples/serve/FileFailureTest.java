/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.FileKind;
import io.asyncfs.FileKindException;
import io.asyncfs.TooManyOpsException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFailureTest {
    @Test
    void hidesWhyAFileIsNotThere() {
        assertEquals(404, status(new NoSuchFileException("a")));
        assertEquals(404, status(new AccessDeniedException("a")));
        assertEquals(404, status(new FileKindException("a", FileKind.FIFO)));
        assertEquals(404, status(new FileSystemException("a", null, "Not a directory (ENOTDIR) opening a")));
        assertEquals(404, status(new FileSystemException("a", null, "File name too long")));
    }

    @Test
    void saysWhatPasses() {
        assertEquals(503, status(new TooManyOpsException("full")));
        assertEquals(503, status(new FileSystemException("a", null, "Too many open files")));
        assertEquals(
                "1",
                Responses.error(FileFailure.toHttpError(new TooManyOpsException("full")))
                        .headers()
                        .get("Retry-After"));
    }

    @Test
    void blamesItselfForTheRest() {
        assertEquals(500, status(new FileSystemException("a", null, "Input/output error (EIO) reading a")));
        assertEquals(500, status(new IOException()));
        assertEquals(500, status(new IllegalStateException()));
    }

    private static int status(Throwable cause) {
        return FileFailure.toHttpError(cause).status().code();
    }
}
