/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.LastOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a block and reads it back, polling for each outcome while the main thread does something else. */
public final class LastOpExample {
    private static final int SIZE = 4096;
    private static long meanwhile;

    private LastOpExample() {}

    /**
     * Runs the example.
     *
     * @param args the file to create or overwrite
     */
    public static void main(String[] args) throws Exception {
        try (AsyncFs fs = AsyncFs.create()) {
            AsyncFile file = fs.create(Path.of(args[0])).get();
            ByteBuf written = fs.allocBuf(SIZE);
            ByteBuf read = fs.allocBuf(SIZE);
            try {
                for (int i = 0; i < SIZE; i++) {
                    written.writeByte(i);
                }
                file.write(written.duplicate());
                report(poll(file));
                file.seek(0);
                report(poll(file));
                file.read(read);
                report(poll(file));
                if (!ByteBufUtil.equals(written, read)) {
                    throw new IOException("read other bytes than were written to " + file.path());
                }
                System.out.println("what was read is what was written; turns meanwhile: " + meanwhile);
            } finally {
                written.release();
                read.release();
                file.close().get();
            }
        }
    }

    private static LastOp poll(AsyncFile file) throws IOException {
        LastOp op = file.lastOp();
        while (!op.isDone()) {
            meanwhile++; // a real program has something better to do
            op = file.lastOp();
        }
        if (!op.isSuccess()) {
            throw new IOException(op.kind() + " failed: " + op.cause().getMessage(), op.cause());
        }
        return op;
    }

    private static void report(LastOp op) {
        System.out.printf("%-5s done, %d bytes%n", op.kind(), op.bytes());
    }
}
