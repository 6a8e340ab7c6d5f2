/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.HOURS;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.BufferKind;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.model.FileUnderTest;
import io.asyncfs.testsuite.model.ModelCheck;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random operations on a buffered file against an array that does the same. */
@Tag("filesystem")
@Tag("model")
@Tag("slow")
@Timeout(value = 2, unit = HOURS) // a million operations by hand; one that hangs is noticed by the wait for it
class ModelContract extends Contract implements FileUnderTest {
    private static final List<BufferKind> SIMPLE = Arrays.stream(BufferKind.values())
            .filter(kind -> kind != BufferKind.COMPOSITE_OF_A_THOUSAND_COMPONENTS)
            .toList();

    @Test
    void oneOperationAfterTheOther() throws Exception {
        new ModelCheck(this, 1, false).run(backend().ops(), backend().seed());
    }

    @Test
    @Tag("concurrent")
    void manyOperationsAtOnce() throws Exception {
        new ModelCheck(this, 1, true).run(backend().ops(), backend().seed());
    }

    @Override
    public AsyncFile create() {
        return open(path("model"), CREATE, TRUNCATE_EXISTING, READ, WRITE);
    }

    @Override
    public byte[] content() throws IOException {
        return Files.readAllBytes(path("model"));
    }

    @Override
    public ByteBuf memory(int kind, int length) {
        if (length < 9) {
            return BufferKind.HEAP.writable(length); // the kinds with several parts need a byte for each
        }
        // Most of the time would go into the buffers of a thousand parts: one in a hundred is enough.
        return (kind % 100 == 0 ? BufferKind.COMPOSITE_OF_A_THOUSAND_COMPONENTS : SIMPLE.get(kind % SIMPLE.size()))
                .writable(length);
    }
}
