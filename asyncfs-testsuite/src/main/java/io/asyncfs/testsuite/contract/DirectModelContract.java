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
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.BufferKind;
import io.asyncfs.testsuite.model.FileUnderTest;
import io.asyncfs.testsuite.model.ModelCheck;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As {@link ModelContract}, on a file opened for direct I/O: multiples of the block, and memory that fits or is copied. */
@Tag("filesystem")
@Tag("model")
@Tag("slow")
@Timeout(value = 2, unit = HOURS)
class DirectModelContract extends DirectFiles implements FileUnderTest {
    private static final BufferKind[] COPIED = {
        BufferKind.HEAP, BufferKind.SLICE_OF_HEAP, BufferKind.COMPOSITE_OF_MIXED_COMPONENTS
    };

    @Test
    void oneOperationAfterTheOther() throws Exception {
        new ModelCheck(this, BLOCK, false).run(backend().ops(), backend().seed());
    }

    @Test
    @Tag("concurrent")
    void manyOperationsAtOnce() throws Exception {
        new ModelCheck(this, BLOCK, true).run(backend().ops(), backend().seed());
    }

    @Override
    public AsyncFile create() {
        return open(path("model"), CREATE, TRUNCATE_EXISTING, READ, WRITE, DirectIo.REQUIRED);
    }

    @Override
    public byte[] content() throws IOException {
        return Files.readAllBytes(path("model"));
    }

    @Override
    public ByteBuf memory(int kind, int length) {
        boolean copied = kind % 3 == 0 && length > 0;
        return copied ? COPIED[kind / 3 % COPIED.length].writable(length) : fs().allocBuf(length);
    }
}
