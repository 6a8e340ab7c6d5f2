/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.FileKind;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.LoopDevice;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk without a file system: a file of a fixed size. */
@Tag("device")
@Tag("linux")
@Tag("mount")
class BlockDeviceContract extends Contract {
    private static final int SECTOR = 4096;
    private static final int PIECE = 4 * SECTOR;
    private static final int PIECES = 256;
    private static final int BYTES = PIECES * PIECE;

    /** How the device is opened. */
    enum Access {
        BUFFERED,
        DIRECT;

        OpenOption[] with(OpenOption... others) {
            List<OpenOption> options = new ArrayList<>(List.of(others));
            if (this == DIRECT) {
                options.add(DirectIo.REQUIRED);
            }
            return options.toArray(OpenOption[]::new);
        }
    }

    private LoopDevice device;

    @BeforeEach
    void makeDevice() throws Exception {
        device = LoopDevice.make(path("image"), BYTES, SECTOR);
    }

    @AfterEach
    void detachDevice() throws Exception {
        device.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatManyWriteAtOnceManyRead(Access access) throws Exception {
        AsyncFile file = open(device.path(), access.with(READ, WRITE));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(backend().seed()));
        List<Future<Integer>> writes = new ArrayList<>();
        for (int i : order) {
            ByteBuf buffer = fs().allocBuf(PIECE).writeBytes(Content.bytes((long) i * PIECE, PIECE));
            writes.add(file.write(buffer, (long) i * PIECE).addListener(done -> buffer.release()));
        }
        Future<Void> sync = file.sync();
        for (Future<Integer> write : writes) {
            assertEquals(PIECE, await(write));
        }
        await(sync);
        List<Future<ByteBuf>> reads = new ArrayList<>();
        for (int i : order) {
            reads.add(file.read((long) i * PIECE, PIECE));
        }
        for (int i = 0; i < PIECES; i++) {
            ByteBuf buffer = await(reads.get(i));
            Content.assertAt((long) order.get(i) * PIECE, PIECE, buffer);
            buffer.release();
        }
        if (access == Access.DIRECT) {
            assertEquals(
                    PIECES, fs().counters().get(backend().backend() + ".read"), "the backend's own mechanism reads");
        }
        await(file.close());
        device.close(); // writes back what it still has
        assertContent(path("image"), BYTES);
        device = LoopDevice.make(path("image"), BYTES, SECTOR);
    }

    @ParameterizedTest
    @EnumSource
    void itsEndIsTheEndOfTheFile(Access access) throws Exception {
        AsyncFile file = open(device.path(), access.with(READ, WRITE));
        assertEquals(BYTES, await(file.size()));
        ByteBuf last = await(file.read(BYTES - SECTOR, PIECE));
        assertEquals(SECTOR, last.readableBytes());
        last.release();
        ByteBuf behind = await(file.read(BYTES, SECTOR));
        assertEquals(0, behind.readableBytes());
        behind.release();
        ByteBuf two = fs().allocBuf(2 * SECTOR).writeZero(2 * SECTOR);
        assertEquals(SECTOR, await(file.write(two, BYTES - SECTOR)), "what fits is written");
        FileSystemException full = failure(FileSystemException.class, file.write(two, BYTES));
        assertTrue(full.getMessage().contains("ENOSPC"), full.getMessage());
        two.release();
        await(file.close());
    }

    @Test
    void directAccessHasTheAlignmentOfTheDevice() throws Exception {
        AsyncFile file = open(device.path(), READ, DirectIo.REQUIRED);
        assertTrue(file.alignment().isDirect());
        assertEquals(SECTOR, file.alignment().offset());
        assertThrows(IllegalArgumentException.class, () -> file.read(512, SECTOR));
        await(file.close());
    }

    @Test
    void itHasAKindAndNoSizeToChange() throws Exception {
        AsyncFile file = open(device.path(), READ, WRITE);
        assertEquals(FileKind.BLOCK_DEVICE, await(file.stat()).kind());
        failure(FileSystemException.class, file.truncate(SECTOR));
        await(file.close());
        assertEquals(BYTES, Files.size(path("image")));
    }
}
