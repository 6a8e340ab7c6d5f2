/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import java.io.IOException;
import java.nio.file.Path;

/** An open directory; blocking calls, made on pool threads. */
public interface OpenDirectory {
    /** Opens a file below this directory to read; nothing leads out of it. */
    OpenFile open(Path relative) throws IOException;

    /** Closes the directory. */
    void close() throws IOException;
}
