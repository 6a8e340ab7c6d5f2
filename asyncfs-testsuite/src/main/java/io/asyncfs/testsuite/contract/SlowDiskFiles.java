/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import java.nio.file.OpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** What the contracts of a disk that is slow or broken work with: it has one file, {@code a}, of which nothing is cached. */
@Tag("fuse")
abstract class SlowDiskFiles extends Contract {
    static final int PIECE = 4096;

    private final int length;
    SlowDisk slow;

    SlowDiskFiles(int length) {
        this.length = length;
    }

    @BeforeEach
    final void mountDisk() throws Exception {
        slow = SlowDisk.mount(path("slow"));
        Content.write(slow.path("a"), length);
        slow.dropCaches();
    }

    @AfterEach
    final void unmountDisk() throws Exception {
        slow.close();
    }

    static OpenOption[] options(boolean direct) {
        return direct ? new OpenOption[] {READ, WRITE, DirectIo.REQUIRED} : new OpenOption[] {READ, WRITE};
    }

    /** Returns where a piece begins; between two there is as much again. */
    static long position(int piece) {
        return 2L * piece * PIECE;
    }
}
