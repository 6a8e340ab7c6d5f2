/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Pass;
import io.asyncfs.benchmarks.work.Places;
import io.asyncfs.benchmarks.work.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the engines that use NIO buffers look at in a block. */
final class Blocks {
    private Blocks() {}

    /** Writes what a pass writes at a place. */
    static void stamp(ByteBuffer block, Places place, Pass pass) {
        block.order(ByteOrder.LITTLE_ENDIAN).putLong(0, Stamp.of(pass.number(), place.position()));
    }

    /** Fails unless as many bytes were moved as a block has. */
    static void expect(int block, Places place, int bytes) {
        if (bytes != block) {
            throw new AssertionError("expected " + block + " bytes at " + place.position() + ", got " + bytes);
        }
    }

    /** Fails unless a file, read by the JDK, has at a place what the pass wrote there. */
    static void checkWritten(Path path, Places place, Pass pass) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer found = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            file.read(found, place.position());
            if (found.getLong(0) != Stamp.of(pass.number(), place.position())) {
                throw new AssertionError("wrong bytes: at " + place.position() + " is not what was written there");
            }
        }
    }

    /** Fails unless a block of that many bytes is that of the place. */
    static void check(ByteBuf buffer, int block, Places place, boolean all) {
        Stamp.check(buffer.getLongLE(0), place.file(), place.position());
        if (all) {
            Stamp.checkAll(buffer, block, place.file(), place.position());
        }
    }

    /** Fails unless the block is that of the place. */
    static void check(ByteBuffer block, Places place, boolean all) {
        Stamp.check(block.order(ByteOrder.LITTLE_ENDIAN).getLong(0), place.file(), place.position());
        if (all) {
            Stamp.checkAll(Unpooled.wrappedBuffer(block.clear()), block.capacity(), place.file(), place.position());
        }
    }
}
