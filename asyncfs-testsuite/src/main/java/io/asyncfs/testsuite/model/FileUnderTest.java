/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import io.asyncfs.AsyncFile;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Where programs find the files they run on. */
public interface FileUnderTest {
    /** Creates an empty file to read and write, in the place of the one before. */
    AsyncFile create() throws IOException;

    /** Returns what is in the file, read by other means, after it was closed. */
    byte[] content() throws IOException;

    /**
     * Makes a buffer that a transfer of this file may use.
     *
     * @param kind chooses the kind of memory; any number
     * @param length writable bytes
     */
    ByteBuf memory(int kind, int length);
}
