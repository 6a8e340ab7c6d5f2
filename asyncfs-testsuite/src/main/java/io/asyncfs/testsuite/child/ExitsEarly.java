/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.child;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Guarded;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Exits with a thousand operations in flight on a disk that does not answer: run by the suite. Of two buffers the caller
 * keeps one, and the other is the operation's alone.
 *
 * <pre>
 *  piece 0     1     2     3     4    ...
 *        kept  -     own   -     kept ...     nothing touches every second piece
 * </pre>
 */
public final class ExitsEarly {
    /** What it ends with. */
    public static final int STATUS = 7;

    /** How many operations have a buffer of the caller, and its bytes. */
    public static final int KEPT = 500;

    public static final int BYTES = 4096;

    private final AsyncFs fs;
    private final AsyncFile file;
    private final Guarded buffers;

    private ExitsEarly(AsyncFs fs, AsyncFile file, Guarded buffers) {
        this.fs = fs;
        this.file = file;
        this.buffers = buffers;
    }

    /** Returns from where in the file the operation with such a buffer is; the other is two pieces further. */
    public static long position(int kept) {
        return 4L * kept * BYTES;
    }

    /** Returns what is written at a position: other bytes than belong there. */
    public static byte[] written(long position) {
        return Content.bytes(position + 1, BYTES);
    }

    /**
     * Takes the backend, {@code read} or {@code write}, {@code buffered} or {@code direct}, a file of 8 MiB, and another for
     * the buffers. Starts at the first byte of standard input, and exits when that ends.
     */
    public static void main(String[] args) throws Exception {
        AsyncFs fs = AsyncFs.builder().backend(args[0]).build();
        EventLoopGroup group = fs.newEventLoopGroup(1);
        Set<OpenOption> options = new HashSet<>(Set.of(READ, WRITE));
        if (args[2].equals("direct")) {
            options.add(DirectIo.REQUIRED);
        }
        AsyncFile file = fs.open(group.next(), Path.of(args[3]), options.toArray(new OpenOption[0]))
                .get();
        // Before Linux 6.1, which tells the alignment, the open of a direct file has read from the disk.
        System.out.println("opened");
        System.in.read();
        ExitsEarly program = new ExitsEarly(fs, file, Guarded.create(Path.of(args[4]), KEPT, BYTES));
        for (int i = 0; i < KEPT; i++) {
            if (args[1].equals("read")) {
                program.read(i);
            } else {
                program.write(i);
            }
        }
        System.out.println("started");
        System.in.read();
        System.out.println("exits");
        System.exit(STATUS);
    }

    private void read(int kept) {
        file.read(buffers.buffer(kept), position(kept));
        file.read(position(kept) + 2 * BYTES, BYTES);
    }

    private void write(int kept) {
        file.write(buffers.buffer(kept).writeBytes(written(position(kept))), position(kept));
        long own = position(kept) + 2 * BYTES;
        ByteBuf buffer = fs.allocBuf(BYTES).writeBytes(written(own));
        file.write(buffer, own);
        buffer.release();
    }
}
