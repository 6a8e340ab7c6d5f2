/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Content;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Writes more than it may: run by the suite as a process whose files may have {@link #LIMIT} bytes (RLIMIT_FSIZE). */
public final class SmallFiles {
    /** What the file has in the end, too. */
    public static final int LIMIT = 1 << 20;

    // Both multiples of what direct I/O asks for; the last piece that fits does so in part.
    private static final int BLOCK = 4096;
    private static final int PIECE = 25 * BLOCK;

    private final AsyncFile file;
    private final ByteBuf piece;

    private SmallFiles(AsyncFile file, ByteBuf piece) {
        this.file = file;
        this.piece = piece;
    }

    /** Takes the backend, {@code buffered} or {@code direct} (if the file system has it), and the path of a file to make. */
    public static void main(String[] args) throws Exception {
        Set<OpenOption> options = new HashSet<>(Set.of(CREATE, READ, WRITE));
        if (args[1].equals("direct")) {
            options.add(DirectIo.PREFERRED);
        }
        try (AsyncFs fs = AsyncFs.builder().backend(args[0]).build()) {
            EventLoopGroup group = fs.newEventLoopGroup(1);
            AsyncFile file = get(fs.open(group.next(), Path.of(args[2]), options.toArray(new OpenOption[0])));
            SmallFiles program = new SmallFiles(file, fs.allocBuf(PIECE));
            program.fill();
            program.exceed();
            program.piece.release();
            get(file.close());
            group.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
        }
        System.out.println("done");
    }

    private ByteBuf pieceOf(long position) {
        return piece.clear().writeBytes(Content.bytes(position, PIECE));
    }

    /** The cursor follows what was written, up to the limit and not beyond. */
    private void fill() throws Exception {
        int fitting = LIMIT % PIECE;
        for (int i = 0; i < LIMIT / PIECE; i++) {
            expect(PIECE, get(file.write(pieceOf((long) i * PIECE))));
        }
        expect(fitting, get(file.write(pieceOf(LIMIT - fitting))));
        expect(fitting, piece.readerIndex());
        expect(LIMIT, get(file.position()).intValue());
    }

    private void exceed() throws Exception {
        pieceOf(LIMIT);
        tooLarge(file.write(piece), "writing " + PIECE + " bytes at " + LIMIT);
        tooLarge(file.write(piece, 5L * LIMIT), "writing " + PIECE + " bytes at " + 5L * LIMIT);
        expect(0, piece.readerIndex());
        expect(LIMIT, get(file.position()).intValue());
        pieceOf(LIMIT - BLOCK);
        tooLarge(
                file.writeFully(piece, LIMIT - BLOCK),
                "writing " + (PIECE - BLOCK) + " bytes at " + LIMIT + " after " + BLOCK + " bytes");
        expect(BLOCK, piece.readerIndex());
        tooLarge(file.append(pieceOf(LIMIT)), "appending " + PIECE + " bytes");
        expect(0, piece.readerIndex());
        tooLarge(file.truncate(LIMIT + 1L), "truncating");
        expect(LIMIT, get(file.position()).intValue());
        expect(LIMIT, get(file.size()).intValue());
    }

    private static void expect(int expected, int actual) {
        if (expected != actual) {
            throw new AssertionError("expected " + expected + ", was " + actual);
        }
    }

    private void tooLarge(Future<?> future, String what) throws Exception {
        try {
            throw new AssertionError("expected EFBIG, succeeded with " + get(future));
        } catch (ExecutionException e) {
            String expected = "File too large (EFBIG) " + what;
            if (!(e.getCause() instanceof FileSystemException tells)
                    || !file.path().toString().equals(tells.getFile())
                    || !expected.equals(tells.getReason())) {
                throw new AssertionError("expected: " + expected, e.getCause());
            }
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
