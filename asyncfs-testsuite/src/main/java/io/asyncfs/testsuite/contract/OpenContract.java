/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.OpenMode;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How files are opened and created: options, permissions and what an open file says of itself. */
@Tag("filesystem")
class OpenContract extends Contract {
    private static final long O_CLOEXEC = 02000000;
    private static final long O_DSYNC = 010000;
    private static final long O_SYNC = 04000000 | O_DSYNC;

    private enum Unknown implements OpenOption {
        OPTION
    }

    @Test
    void withoutOptionsAFileIsOpenedToRead() throws Exception {
        AsyncFile file = open(file("a", 10));
        ByteBuf buffer = Unpooled.buffer(10);
        assertEquals(10, await(file.read(buffer, 0)));
        assertThrows(NonWritableChannelException.class, () -> file.write(Content.buffer(0, 1), 0));
        assertThrows(NonWritableChannelException.class, () -> file.write(Content.buffer(0, 1)));
        assertThrows(NonWritableChannelException.class, () -> file.append(Content.buffer(0, 1)));
        assertThrows(NonWritableChannelException.class, () -> file.truncate(0));
    }

    @Test
    void optionsMayBeGivenTwiceAndInAnySet() throws Exception {
        Path path = file("a", 10);
        assertEquals(10, await(open(path, READ, READ).size()));
        assertEquals(
                10,
                await(await(fs().open(loop(), path, new TreeSet<>(List.of(READ, WRITE))))
                        .size()));
    }

    @Test
    void aFileOpenedToWriteCannotBeRead() throws Exception {
        AsyncFile file = open(file("a", 10), WRITE);
        assertThrows(NonReadableChannelException.class, () -> file.read(Unpooled.buffer(1), 0));
        assertThrows(NonReadableChannelException.class, () -> file.read(Unpooled.buffer(1)));
        assertThrows(NonReadableChannelException.class, () -> file.read(0, 1));
        assertThrows(NonReadableChannelException.class, () -> file.readFully(Unpooled.buffer(1), 0));
    }

    @Test
    void createMakesAnEmptyFileToReadAndWrite() throws Exception {
        AsyncFile file = create("new");
        assertEquals(0, Files.size(path("new")));
        assertEquals(5, await(file.write(Content.buffer(0, 5), 0)));
        ByteBuf buffer = Unpooled.buffer(10);
        assertEquals(5, await(file.read(buffer, 0)));
        Content.assertAt(0, 5, buffer);
    }

    @Test
    void createCutsAFileThatIsThere() throws Exception {
        file("old", 100);
        assertEquals(0, await(create("old").size()));
    }

    @Test
    void optionsMeanWhatTheyMeanForFileChannel() throws Exception {
        assertEquals(7, await(open(file("kept", 7), WRITE, CREATE).size()), "CREATE keeps the content");
        assertEquals(0, await(open(file("cut", 7), WRITE, TRUNCATE_EXISTING).size()), "TRUNCATE_EXISTING cuts");
        assertEquals(7, await(open(file("read", 7), READ, TRUNCATE_EXISTING).size()), "but not without WRITE");
        failure(NoSuchFileException.class, fs().open(loop(), path("none"), READ, CREATE));
        failure(NoSuchFileException.class, fs().open(loop(), path("none"), WRITE));
        failure(FileAlreadyExistsException.class, fs().open(loop(), path("kept"), WRITE, CREATE_NEW));
        assertEquals(0, await(open(path("fresh"), WRITE, CREATE_NEW, SPARSE).size()));
        assertEquals(3, await(open(path("synced"), WRITE, CREATE, SYNC).write(Content.buffer(0, 3), 0)));
        assertEquals(3, await(open(path("dsynced"), WRITE, CREATE, DSYNC).write(Content.buffer(0, 3), 0)));
    }

    @Test
    @Tag("linux") // asks /proc
    void theKernelIsAskedToSyncWrites() throws Exception {
        open(path("plain"), WRITE, CREATE);
        open(path("dsync"), WRITE, CREATE, DSYNC);
        open(path("sync"), READ, WRITE, CREATE, SYNC);
        open(path("append"), APPEND, CREATE, DSYNC);
        assertEquals(0, Descriptors.flags(path("plain")) & O_SYNC);
        assertEquals(O_DSYNC, Descriptors.flags(path("dsync")) & O_SYNC);
        assertEquals(O_SYNC, Descriptors.flags(path("sync")) & O_SYNC);
        assertEquals(O_DSYNC, Descriptors.flags(path("append")) & O_SYNC);
    }

    @Test
    void deleteOnCloseDeletesOnClose() throws Exception {
        AsyncFile file = open(path("temporary"), WRITE, CREATE, DELETE_ON_CLOSE);
        await(file.write(Content.buffer(0, 3), 0));
        await(file.close());
        assertFalse(Files.exists(path("temporary")));
    }

    @Test
    void optionsThatContradictEachOtherAreRefusedByTheCall() {
        Path path = path("never");
        assertThrows(IllegalArgumentException.class, () -> fs().open(loop(), path, READ, APPEND, CREATE));
        assertThrows(IllegalArgumentException.class, () -> fs().open(loop(), path, APPEND, TRUNCATE_EXISTING, CREATE));
        assertThrows(UnsupportedOperationException.class, () -> fs().open(loop(), path, WRITE, CREATE, Unknown.OPTION));
        assertThrows(NullPointerException.class, () -> fs().open(loop(), null, READ));
        assertFalse(Files.exists(path), "a refused call creates nothing");
    }

    @Test
    @Tag("posix")
    void permissionsOfACreatedFileAreThoseGiven() throws Exception {
        Path path = path("secret");
        await(fs().open(
                        loop(),
                        path,
                        Set.of(WRITE, CREATE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    @Test
    @Tag("linux")
    void noChildInheritsADescriptor() throws Exception {
        Path path = file("a", 1);
        open(path);
        open(path, WRITE);
        // The virtual machine opens files without the flag and closes them in its children itself; we do better.
        if (!backend().backend().equals("pool")) {
            assertEquals(List.of(), withoutCloseOnExec());
        }
        await(fs().openDirectory(loop(), dir()));
        String inherited = Commands.run("ls", "-l", "/proc/self/fd");
        assertFalse(inherited.contains(dir().toRealPath().toString()), inherited);
        if (backend().hasDirectories()) { // otherwise they are the virtual machine's
            assertEquals(List.of(), withoutCloseOnExec());
        }
    }

    private List<String> withoutCloseOnExec() throws Exception {
        List<String> without = new ArrayList<>();
        for (Map.Entry<Integer, String> entry : Descriptors.open().entrySet()) {
            if (entry.getValue().startsWith(dir().toRealPath().toString())
                    && (Descriptors.flags(entry.getKey()) & O_CLOEXEC) == 0) {
                without.add(entry.toString());
            }
        }
        return without;
    }

    @Test
    void anOpenFileTellsPathModeAndExecutor() throws Exception {
        Path path = file("a", 1);
        AsyncFile file = open(path);
        assertEquals(path, file.path());
        assertEquals(OpenMode.ASYNC, file.mode());
        assertTrue(file.isOpen());
        if (loop() != null) {
            assertEquals(loop(), file.executor());
        }
        assertEquals(OpenMode.SYNC, open(path, READ, OpenMode.SYNC).mode());
        assertEquals(OpenMode.ASYNC, open(path, READ, OpenMode.ASYNC).mode());
    }

    @Test
    void aRelativePathIsOfTheWorkingDirectory() throws Exception {
        Path path = file("a", 9);
        Path relative = Path.of("").toAbsolutePath().relativize(path.toAbsolutePath());
        AsyncFile file = open(relative);
        assertEquals(relative, file.path());
        assertEquals(9, await(file.size()));
    }

    @Test
    void aFileNeedsNoLoop() throws Exception {
        AsyncFile file = await(fs().open(file("a", 10)));
        assertTrue(await(file.read(0, 10)).release());
        AsyncFile created = await(fs().create(path("b")));
        assertEquals(4, await(created.append(Content.buffer(0, 4))));
    }

    @Test
    void aSymbolicLinkIsFollowed() throws Exception {
        Path link = Files.createSymbolicLink(path("link"), file("target", 12));
        assertEquals(12, await(open(link).size()));
    }
}
