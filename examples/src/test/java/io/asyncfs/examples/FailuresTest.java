/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void typedExceptionsThatCarryOnlyThePathSayWhatHappened() {
        assertEquals("/a: no such file or directory", Failures.describe(new NoSuchFileException("/a")));
        assertEquals("/a: permission denied", Failures.describe(new AccessDeniedException("/a")));
    }

    @Test
    void reasonOfTheSystemIsKept() {
        assertEquals("/a: disk on fire", Failures.describe(new FileSystemException("/a", null, "disk on fire")));
    }

    @Test
    void wrappersOfFuturesAreTakenOff() {
        assertEquals("why", Failures.describe(new ExecutionException(new ExecutionException(new IOException("why")))));
    }

    @Test
    void onlyTheFirstLineIsTold() {
        assertEquals("first", Failures.describe(new IOException("first\nsecond")));
    }

    @Test
    void withoutAMessageTheClassIsTold() {
        assertEquals("IOException", Failures.describe(new IOException()));
    }
}
