/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Tmpfs;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that becomes full while it is written: what fits is there, and the rest fails with all that is to know. */
@Tag("fuse")
class FullDiskContract extends Contract {
    private static final int PIECE = 1 << 20;
    private static final int RECORD = 10_000;
    private static final int RECORDS = 300;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ext4(boolean direct) throws Exception {
        try (SlowDisk disk = SlowDisk.mount(path("small"))) {
            OpenOption[] options = direct
                    ? new OpenOption[] {CREATE, READ, WRITE, DirectIo.REQUIRED}
                    : new OpenOption[] {CREATE, READ, WRITE};
            fill(open(disk.path("a"), options));
        }
    }

    @Test
    void tmpfs() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(path("small"), "size=5500k")) {
            fill(open(disk.path("a"), CREATE, READ, WRITE));
        }
    }

    /** What was told is what is there: an append that went along with others fails only if nothing of it was written. */
    @Test
    void manyAppendsAtOnce() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(path("small"), "size=1m")) {
            AsyncFile file = open(disk.path("a"), CREATE, READ, WRITE);
            ByteBuf record = fs().allocBuf(RECORD).writeBytes(Content.bytes(0, RECORD));
            List<Future<Integer>> appends = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                appends.add(file.append(record.duplicate()));
            }
            record.release();
            long end = 0;
            for (Future<Integer> append : appends) {
                if (done(append).isSuccess()) {
                    end += await(append);
                } else {
                    assertTells(failure(FileSystemException.class, append), file.path(), "ENOSPC", "appending", RECORD);
                }
            }
            assertEquals(await(file.size()), end);
            assertTrue(end > RECORDS * RECORD / 4 && end < RECORDS * RECORD, "wrote " + end + " bytes");
            for (long at = 0; at < end; at += RECORD) {
                ByteBuf read = await(file.read(at, (int) Math.min(RECORD, end - at)));
                Content.assertAt(0, read.readableBytes(), read);
                read.release();
            }
            await(file.close());
        }
    }

    private static void assertTells(FileSystemException full, Path path, Object... parts) {
        assertEquals(path.toString(), full.getFile());
        for (Object part : parts) {
            assertTrue(full.getMessage().contains(part.toString()), () -> part + " in: " + full.getMessage());
        }
    }

    private void fill(AsyncFile file) throws Exception {
        ByteBuf piece = fs().allocBuf(PIECE);
        long end = 0;
        FileSystemException full = null;
        while (full == null) {
            Future<Integer> write = file.write(piece.clear().writeBytes(Content.bytes(end, PIECE)));
            if (done(write).isSuccess()) {
                assertEquals(piece.readerIndex(), await(write), "what was written");
                end += await(write);
            } else {
                full = failure(FileSystemException.class, write);
            }
        }
        assertTells(full, file.path(), "ENOSPC", "No space left on device", "writing", PIECE, "at " + end);
        assertEquals(0, piece.readerIndex());
        assertEquals(end, await(file.position()), "the cursor stays where the last write ended");
        assertTells(failure(FileSystemException.class, file.append(piece)), file.path(), "ENOSPC", "appending", PIECE);
        full = failure(FileSystemException.class, file.writeFully(piece, end - 8192));
        // ext4 finds the space of a direct write before it writes, and then writes nothing; else what fits is written.
        int fitted = piece.readerIndex();
        assertTells(full, file.path(), "ENOSPC", PIECE - fitted, fitted == 0 ? "" : "after " + fitted + " bytes");
        assertTrue(fitted >= 8192 || fitted == 0 && file.alignment().isDirect(), "wrote " + fitted + " bytes");
        assertEquals(end, await(file.position()));
        // All of it is there, but for what has just been written over its end.
        for (long at = 0; at < end - 8192; at += PIECE) {
            int length = (int) Math.min(PIECE, end - 8192 - at);
            ByteBuf read = await(file.read(at, length));
            Content.assertAt(at, length, read);
            read.release();
        }
        await(file.sync());
        await(file.truncate(PIECE));
        assertEquals(PIECE, await(file.writeFully(piece.setIndex(0, PIECE), PIECE)), "there is space again");
        assertTrue(piece.release(), "only the caller's reference is left");
        await(file.close());
    }
}
