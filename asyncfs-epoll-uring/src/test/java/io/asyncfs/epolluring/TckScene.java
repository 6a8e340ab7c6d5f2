/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.reactivestreams.tck.TestEnvironment;

/** What the kit of reactive streams runs on: an instance on one backend, and a directory. */
final class TckScene {
    static final TestEnvironment ENVIRONMENT = new TestEnvironment(5000, 50, 50);

    final AsyncFs fs;
    private Path dir; // made by the first who wants a file: the kit makes scenes that it never closes
    private int files;

    /** The kit keeps or drops the buffers it is given, and releases none. They are the collector's. */
    TckScene(String backend) {
        fs = AsyncFs.builder()
                .backend(backend)
                .allocator(new UnpooledByteBufAllocator(true, true))
                .build();
    }

    static Iterator<Object[]> backends() {
        return AsyncFs.backends().stream()
                .filter(BackendStatus::available)
                .map(backend -> new Object[] {backend.name()})
                .iterator();
    }

    synchronized Path path() {
        if (dir == null) {
            try {
                dir = Files.createTempDirectory("asyncfs-tck-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return dir.resolve(Integer.toString(files++));
    }

    synchronized void close() throws IOException {
        fs.close();
        for (int i = 0; i < files; i++) {
            Files.deleteIfExists(dir.resolve(Integer.toString(i)));
        }
        if (dir != null) {
            Files.delete(dir);
        }
    }
}
