/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.LoopDevice;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel finds a file system broken and lets nobody write to it any more, who may have files of it open for that: ext4 with
 * {@code errors=remount-ro}. (An administrator cannot do it: mount(8) refuses to while a file is open for writing.)
 */
@Tag("disk")
@Tag("mount")
class ReadOnlyContract extends Contract {
    private static final int BYTES = 24 << 20;
    private static final int PIECE = 4096;
    private static final int LENGTH = 16 * PIECE;

    private LoopDevice device;
    private Path root;

    @BeforeEach
    void mountDisk() throws Exception {
        device = closeLater(LoopDevice.make(path("image"), BYTES, 512));
        root = Files.createDirectory(path("mounted"));
        Commands.run("mkfs.ext4", "-q", device.path().toString());
        mount();
        Content.write(root.resolve("a"), LENGTH);
    }

    @AfterEach
    void unmountDisk() throws Exception {
        Commands.run("umount", "--lazy", root.toString()); // a test that failed still has a file open
    }

    private void mount() throws IOException {
        Commands.run(
                "mount", "-t", "ext4", "-o", "errors=remount-ro", device.path().toString(), root.toString());
    }

    /** An error of the file system, as ext4 would find one itself: Documentation/ABI/testing/sysfs-fs-ext4. */
    private void fail() throws IOException {
        Path trigger = Path.of("/sys/fs/ext4", device.path().getFileName().toString(), "trigger_fs_error");
        Files.writeString(trigger, "1");
    }

    private static boolean isReadOnly(FileSystemException error) {
        return error.getMessage().contains("EROFS") || error.getMessage().contains("EIO");
    }

    private static void assertReadOnly(AsyncFile file, String what, Future<?> future) {
        FileSystemException error = failure(FileSystemException.class, future);
        assertEquals(file.path().toString(), error.getFile());
        assertTrue(isReadOnly(error), error.getMessage());
        assertTrue(error.getReason().endsWith(what), () -> what + " in: " + error.getReason());
    }

    /** Debian's 6.1 opens the file all the same. */
    private void assertNotWrittenByAnother() throws Exception {
        Future<AsyncFile> open = done(fs().open(loop(), root.resolve("a"), WRITE));
        if (open.isSuccess()) {
            assertReadOnly(open.getNow(), "truncating", open.getNow().truncate(PIECE));
            await(open.getNow().close());
        } else {
            FileSystemException refused = failure(FileSystemException.class, open);
            assertTrue(isReadOnly(refused), refused.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAnErrorNothingIsWritten(boolean direct) throws Exception {
        AsyncFile file = open(
                root.resolve("a"),
                direct ? new OpenOption[] {READ, WRITE, DirectIo.REQUIRED} : new OpenOption[] {READ, WRITE});
        ByteBuf piece = fs().allocBuf(PIECE).writeBytes(Content.bytes(LENGTH, PIECE));
        await(file.seek(LENGTH));
        assertEquals(PIECE, await(file.write(piece)));
        await(file.sync());
        fail();
        piece.readerIndex(0);
        Future<Integer> write = done(file.write(piece));
        // Older kernels take buffered writes into the cache all the same: the sync tells.
        if (direct || !write.isSuccess()) {
            assertReadOnly(file, "writing 4096 bytes at " + (LENGTH + PIECE), write);
            assertReadOnly(file, "writing 4096 bytes at " + 2 * LENGTH, file.writeFully(piece, 2 * LENGTH));
            assertReadOnly(file, "appending 4096 bytes", file.append(piece));
            assertEquals(0, piece.readerIndex(), "nothing was written");
            assertEquals(LENGTH + PIECE, await(file.position()));
        }
        assertReadOnly(file, "truncating", file.truncate(PIECE));
        Future<Void> sync = done(file.sync());
        if (write.isSuccess() || !sync.isSuccess()) { // there may be nothing to sync
            assertReadOnly(file, "syncing", sync);
        }
        Future<ByteBuf> read = done(file.read(0, LENGTH + PIECE));
        if (read.isSuccess()) { // some kernels refuse everything, as after a shutdown of the file system
            Content.assertAt(0, LENGTH + PIECE, read.getNow());
            read.getNow().release();
        } else {
            assertReadOnly(file, "reading " + (LENGTH + PIECE) + " bytes at 0", read);
        }
        assertTrue(piece.release(), "only the caller's reference is left");
        await(file.close());
        assertNotWrittenByAnother();
        Commands.unmount(root);
        mount();
        assertContent(root.resolve("a"), LENGTH + PIECE);
    }
}
