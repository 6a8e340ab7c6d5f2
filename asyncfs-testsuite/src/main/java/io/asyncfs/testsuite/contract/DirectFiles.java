/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of direct I/O work with; skips where the test directory has none. */
abstract class DirectFiles extends Contract {
    static final int BLOCK = 4096; // a multiple of what any usual device needs

    @BeforeEach
    void needsDirectIo() throws Exception {
        AsyncFile file = open(file("probe", BLOCK), READ, DirectIo.PREFERRED);
        assumeTrue(file.alignment().isDirect(), "the file system of the test directory has no direct I/O");
        await(file.close());
    }

    final AsyncFile direct(int length) throws Exception {
        return open(file("a", length), READ, WRITE, DirectIo.REQUIRED);
    }

    final ByteBuf content(long offset, int length) {
        ByteBuf buffer = fs().allocBuf(length);
        return buffer.writeBytes(Content.buffer(offset, length));
    }
}
