/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Tmpfs;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.netty.buffer.ByteBuf;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** What the contracts of a disk that does not answer work with: that disk, one that does, and a buffer to write. */
@Tag("fuse")
@Tag("disk")
abstract class HeldDiskFiles extends Contract {
    /** More than there are threads, the kernel's or the pool's, and more than the kernel has hashes of files. */
    static final int FILES = 200;

    private final int length;
    SlowDisk slow;
    Tmpfs fast;
    ByteBuf piece;

    HeldDiskFiles(int length) {
        this.length = length;
    }

    @BeforeEach
    final void mountDisks() throws Exception {
        slow = closeLater(SlowDisk.mount(path("slow")));
        fast = closeLater(Tmpfs.mount(path("fast"), "size=1m"));
        piece = fs().allocBuf(length).writeZero(length);
    }

    @AfterEach
    final void release() {
        assertTrue(piece.release(), "only the caller's reference is left");
    }

    final List<AsyncFile> openSlow(OpenOption... options) throws Exception {
        List<AsyncFile> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(open(slow.path("file" + i), options));
        }
        return files;
    }

    static void close(List<AsyncFile> files) throws Exception {
        for (AsyncFile file : files) {
            await(file.close());
        }
    }
}
