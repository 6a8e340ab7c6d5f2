/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk of which the second half fails, and a file that lies on both: a long transfer succeeds piece by piece until it gets
 * there. Not with the tag disk, for the disks of the device mapper fail as a whole.
 */
class HalfBrokenDiskContract extends SlowDiskFiles {
    private static final int EIO = 5;
    private static final int MIB = 1 << 20;
    private static final int BROKEN = SlowDisk.BYTES / 2;

    /** So much that a part of it is in either half, wherever the file system puts it. */
    private static final int LENGTH = 18 * MIB;

    HalfBrokenDiskContract() {
        super(LENGTH);
    }

    @AfterEach
    void mend() {
        breaks(SlowOp.WRITE, false); // unmounting writes
    }

    private void breaks(SlowOp op, boolean yes) {
        ((SlowFs) slow.disk()).failFrom(op, yes ? EIO : 0, BROKEN);
    }

    private AsyncFile openA(boolean direct) {
        return open(slow.path("a"), options(direct));
    }

    /** The pool makes one call for all of it, and a direct one that fails on the way is worth nothing to the kernel. */
    private void assertTells(FileSystemException error, AsyncFile file, String doing, int done) {
        assertEquals(file.path().toString(), error.getFile());
        boolean isOneCall =
                backend().backend().equals("pool") && file.alignment().isDirect();
        long ways = fs().counters().get(backend().backend() + (doing.equals("reading") ? ".read" : ".write"));
        assertTrue(ways > 0 || !file.alignment().isDirect(), "the kernel's own mechanism had a part of it");
        assertTrue(isOneCall ? done == 0 : done >= MIB && done < LENGTH, "did " + done + " bytes");
        assertEquals(
                "Input/output error (EIO) " + doing + ' ' + (LENGTH - done) + " bytes at " + done
                        + (done == 0 ? "" : " after " + done + " bytes"),
                error.getReason());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLongReadTellsHowFarItCame(boolean direct) throws Exception {
        AsyncFile file = openA(direct);
        breaks(SlowOp.READ, true);
        ByteBuf buffer = fs().allocBuf(LENGTH);
        FileSystemException error = failure(FileSystemException.class, file.readFully(buffer, 0));
        int done = buffer.writerIndex();
        assertTells(error, file, "reading", done);
        Content.assertAt(0, done, buffer);
        breaks(SlowOp.READ, false);
        assertEquals(LENGTH - done, await(file.readFully(buffer, done)), "the rest");
        Content.assertAt(0, LENGTH, buffer);
        assertTrue(buffer.release(), "only the caller's reference is left");
        await(file.close());
    }

    /** A buffered write succeeds in memory: what the disk thinks of it the sync says. */
    @Test
    void aLongDirectWriteTellsHowFarItCame() throws Exception {
        AsyncFile file = openA(true);
        breaks(SlowOp.WRITE, true);
        ByteBuf buffer = fs().allocBuf(LENGTH).writeBytes(Content.bytes(1, LENGTH)); // other bytes than before
        FileSystemException error = failure(FileSystemException.class, file.writeFully(buffer, 0));
        int done = buffer.readerIndex();
        assertTells(error, file, "writing", done);
        ByteBuf read = await(file.read(0, LENGTH));
        Content.assertAt(1, done, read.slice(0, done));
        read.release();
        breaks(SlowOp.WRITE, false);
        assertEquals(LENGTH - done, await(file.writeFully(buffer, done)), "the rest");
        read = await(file.read(0, LENGTH));
        Content.assertAt(1, LENGTH, read);
        read.release();
        assertTrue(buffer.release(), "only the caller's reference is left");
        await(file.close());
    }
}
