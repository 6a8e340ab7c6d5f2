/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Content;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file that is cached and a copy that is not, for tests of which way a read goes. */
abstract class ReadRoutes {
    private final String backend;
    private final int size;

    @TempDir
    Path dir;

    Path path;
    AsyncFs fs;

    ReadRoutes(String backend, int size) {
        this.backend = backend;
        this.size = size;
    }

    @BeforeEach
    final void begin() throws IOException {
        Needs.backends(backend);
        path = Content.write(dir.resolve("file"), size);
        fs = AsyncFs.builder().backend(backend).poolSize(2).build();
    }

    @AfterEach
    final void end() {
        if (fs != null) {
            fs.close();
        }
    }

    /** Returns a copy of which nothing is cached: posix_fadvise(2) may leave pages that somebody still holds for a moment. */
    final Path cold() throws IOException {
        Path copy = dir.resolve("cold");
        Commands.run("dd", "if=" + path, "of=" + copy, "oflag=direct", "bs=1M", "status=none");
        return copy;
    }
}
