/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Writes more than it may: run by the suite as a process whose files may have 1 MiB (RLIMIT_FSIZE). */
public final class SmallFiles {
    private static final int LIMIT = 1 << 20;
    private static final int PIECE = 100_000;

    private SmallFiles() {}

    /** Takes the backend and the path of a file to make. */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[1]);
        try (AsyncFs fs = AsyncFs.builder().backend(args[0]).build()) {
            AsyncFile file = get(fs.create(null, path));
            ByteBuf piece = Unpooled.directBuffer(PIECE, PIECE);
            // The cursor follows what was written, up to the limit and not beyond.
            int fitting = LIMIT % PIECE;
            for (int i = 0; i < LIMIT / PIECE; i++) {
                expect(PIECE, get(file.write(piece.setIndex(0, PIECE))));
            }
            expect(fitting, get(file.write(piece.setIndex(0, PIECE))));
            expect(fitting, piece.readerIndex());
            expect(LIMIT, get(file.position()).intValue());
            tooLarge(path, file.write(piece));
            tooLarge(path, file.write(piece, 5L * LIMIT));
            expect(fitting, piece.readerIndex());
            expect(LIMIT, get(file.position()).intValue());
            tooLarge(path, file.writeFully(piece.setIndex(0, PIECE), LIMIT - 10));
            expect(10, piece.readerIndex());
            tooLarge(path, file.append(piece));
            tooLarge(path, file.truncate(LIMIT + 1L));
            piece.release();
            get(file.close());
        }
        expect(LIMIT, (int) Files.size(path));
        System.out.println("done");
    }

    private static void expect(int expected, int actual) {
        if (expected != actual) {
            throw new AssertionError("expected " + expected + ", was " + actual);
        }
    }

    private static void tooLarge(Path path, Future<?> future) throws Exception {
        try {
            throw new AssertionError("expected EFBIG, succeeded with " + get(future));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof FileSystemException tells)
                    || !path.toString().equals(tells.getFile())
                    || !tells.getMessage().contains("EFBIG")) {
                throw new AssertionError("expected FileSystemException with EFBIG", e.getCause());
            }
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
