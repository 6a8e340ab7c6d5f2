/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.FileKind;
import io.asyncfs.FileKindException;
import io.asyncfs.testsuite.child.OrdinaryUser;
import io.asyncfs.testsuite.harness.ChildJvm;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Scratch;
import io.asyncfs.testsuite.harness.Tmpfs;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Errors: typed, and telling what failed on which path with which code. */
@Tag("filesystem")
class ErrorContract extends Contract {
    private static void assertTells(FileSystemException failure, Path path, String operation, String errno) {
        assertEquals(path.toString(), failure.getFile());
        String message = failure.getMessage();
        assertTrue(
                message.contains(path.toString()) && message.contains(operation) && message.contains(errno),
                "expected " + path + ", " + operation + ", " + errno + " in: " + message);
    }

    @Test
    void aMissingFile() {
        Path path = path("none");
        assertTells(failure(NoSuchFileException.class, fs().open(loop(), path)), path, "open", "ENOENT");
        assertTells(failure(NoSuchFileException.class, fs().stat(loop(), path)), path, "metadata", "ENOENT");
        assertTells(failure(NoSuchFileException.class, fs().openDirectory(loop(), path)), path, "open", "ENOENT");
        failure(NoSuchFileException.class, fs().open(loop(), path("none/deeper")));
        failure(NoSuchFileException.class, fs().create(loop(), path("none/deeper")));
    }

    @Test
    void aPathThroughAFile() throws Exception {
        Path path = file("file", 1).resolve("below");
        assertTells(failure(FileSystemException.class, fs().open(loop(), path)), path, "open", "ENOTDIR");
    }

    @Test
    void aDirectory() throws Exception {
        Path path = Files.createDirectory(path("directory"));
        assertEquals(
                FileKind.DIRECTORY,
                failure(FileKindException.class, fs().open(loop(), path)).kind());
        FileKindException refused = failure(FileKindException.class, fs().open(loop(), path, WRITE));
        assertEquals(FileKind.DIRECTORY, refused.kind());
        assertTrue(refused.getMessage().contains(path.toString()), refused.getMessage());
    }

    @Test
    @Tag("posix")
    void aFifoFailsAtOnceAndDoesNotWaitForItsOtherEnd() throws Exception {
        Path path = path("fifo");
        Commands.run("mkfifo", path.toString());
        assertEquals(
                FileKind.FIFO,
                failure(FileKindException.class, fs().open(loop(), path)).kind());
        assertEquals(
                FileKind.FIFO,
                failure(FileKindException.class, fs().open(loop(), path, WRITE)).kind());
        assertEquals(
                FileKind.FIFO,
                failure(FileKindException.class, fs().open(loop(), path, READ, WRITE))
                        .kind());
        assertEquals(FileKind.FIFO, await(fs().stat(loop(), path)).kind());
        failure(FileAlreadyExistsException.class, fs().open(loop(), path, WRITE, CREATE_NEW));
    }

    /** Whoever opens one to see what it is lets its writer go on, and what that writes is lost. */
    @Test
    @Tag("posix")
    void aFifoThatIsRefusedLosesNothing() throws Exception {
        Path path = path("fifo");
        Commands.run("mkfifo", path.toString());
        AsyncDirectory directory = await(fs().openDirectory(loop(), path.getParent()));
        Process writer = new ProcessBuilder("sh", "-c", "echo written > \"$1\"", "sh", path.toString()).start();
        try {
            for (int i = 0; i < 200; i++) { // long before it waits for a reader, and long after
                failure(FileKindException.class, fs().open(loop(), path));
                failure(FileKindException.class, directory.open(loop(), path.getFileName()));
            }
            assertEquals("written\n", Commands.run("timeout", "20", "cat", path.toString()));
        } finally {
            writer.destroyForcibly();
        }
        await(directory.close());
    }

    @Test
    @Tag("posix")
    void aSocket() throws Exception {
        Path path = Files.createTempDirectory("s").resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            assertEquals(
                    FileKind.SOCKET,
                    failure(FileKindException.class, fs().open(loop(), path)).kind());
            assertEquals(FileKind.SOCKET, await(fs().stat(loop(), path)).kind());
        } finally {
            Files.deleteIfExists(path);
            Files.delete(path.getParent());
        }
    }

    @Test
    @Tag("posix")
    void aCharacterDevice() {
        for (String device : new String[] {"/dev/zero", "/dev/null"}) {
            Path path = Path.of(device);
            assertEquals(
                    FileKind.CHARACTER_DEVICE,
                    failure(FileKindException.class, fs().open(loop(), path)).kind());
            assertEquals(
                    FileKind.CHARACTER_DEVICE,
                    failure(FileKindException.class, fs().open(loop(), path, WRITE))
                            .kind());
        }
    }

    @Test
    @Tag("posix")
    void symbolicLinksThatLeadNowhereOrInACircle() throws Exception {
        Path dangling = Files.createSymbolicLink(path("dangling"), path("none"));
        failure(NoSuchFileException.class, fs().open(loop(), dangling));
        Path circle = Files.createSymbolicLink(path("circle"), path("circle"));
        assertTells(failure(FileSystemException.class, fs().open(loop(), circle)), circle, "open", "ELOOP");
        failure(FileSystemException.class, fs().stat(loop(), circle));
    }

    @Test
    @Tag("root")
    @Tag("linux")
    @Tag("process")
    void permissionDeniedAsAnOrdinaryUser() throws Exception {
        try (Scratch made = Scratch.make("rwxr-xr-x")) {
            Path scratch = made.path();
            Path closed = Files.createDirectory(scratch.resolve("closed"));
            Content.write(closed.resolve("inside"), 1);
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectory(scratch.resolve("kept")); // where only root may delete
            for (String name : new String[] {"unreadable rw-------", "readonly rw-r--r--", "kept/inside rw-rw-rw-"}) {
                Path file = Content.write(scratch.resolve(name.split(" ")[0]), 1);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(name.split(" ")[1]));
            }
            String output =
                    ChildJvm.runAsNobody(scratch, OrdinaryUser.class, backend().backend(), scratch.toString());
            assertTrue(output.endsWith("refused 6, opened 2\n"), output);
            assertTrue(Files.exists(scratch.resolve("kept/inside")));
        }
    }

    @Test
    @Tag("mount")
    @Tag("linux")
    void aFullDisk() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(path("small"), "size=1m")) {
            Path path = disk.path("a");
            AsyncFile file = await(fs().create(loop(), path));
            ByteBuf large = Content.buffer(0, 3 << 20);
            FileSystemException full = failure(FileSystemException.class, file.writeFully(large, 0));
            assertTells(full, path, "writ", "ENOSPC");
            assertTrue(full.getMessage().contains("No space left on device"), full.getMessage());
            ByteBuf more = Content.buffer(0, 4096);
            full = failure(FileSystemException.class, file.write(more, 2 << 20));
            assertTells(full, path, "writ", "ENOSPC");
            assertTrue(full.getMessage().contains("4096") && full.getMessage().contains("2097152"), full.getMessage());
            assertEquals(4096, more.readableBytes());
            await(file.truncate(0));
            assertEquals(4096, await(file.writeFully(more, 0)), "there is space again");
            int partial = await(file.write(large.setIndex(0, 3 << 20), 0));
            assertTrue(partial > 0 && partial <= 1 << 20, "a partial write is reported: " + partial);
            assertEquals(partial, large.readerIndex());
            await(file.close());
        }
    }

    @Test
    @Tag("mount")
    @Tag("linux")
    void aReadOnlyFileSystem() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(path("ro"), "size=1m")) {
            Path path = Content.write(disk.path("a"), 10);
            disk.remount("ro");
            assertTells(failure(FileSystemException.class, fs().open(loop(), path, WRITE)), path, "open", "EROFS");
            Path fresh = disk.path("new");
            failure(FileSystemException.class, fs().open(loop(), fresh, WRITE, CREATE));
            AsyncFile file = open(path);
            assertEquals(10, await(file.size()));
            await(file.close());
        }
    }

    @Test
    @Tag("fuse")
    void anErrorOfTheDevice() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Path path = Content.write(slow.path("a"), 100);
            AsyncFile file = open(path, READ, WRITE);
            slow.fail(SlowOp.READ, 5)
                    .fail(SlowOp.WRITE, 5)
                    .fail(SlowOp.SETATTR, 5)
                    .fail(SlowOp.GETATTR, 5);
            ByteBuf buffer = Unpooled.buffer(10, 10);
            FileSystemException failure = failure(FileSystemException.class, file.read(buffer, 7));
            assertTells(failure, path, "read", "EIO");
            assertTrue(
                    failure.getMessage().contains("10") && failure.getMessage().contains("7"), failure.getMessage());
            assertEquals(0, buffer.writerIndex());
            assertTells(failure(FileSystemException.class, file.read(0, 10)), path, "read", "EIO");
            Future<Integer> write = file.write(Content.buffer(0, 10), 0);
            assertTells(failure(FileSystemException.class, write), path, "writ", "EIO");
            assertTells(failure(FileSystemException.class, file.truncate(0)), path, "truncat", "EIO");
            failure(FileSystemException.class, file.read(Unpooled.buffer(10, 10)));
            slow.fail(SlowOp.READ, 0);
            assertEquals(0, await(file.position()), "the cursor stays where it was");
            assertEquals(10, await(file.read(buffer)), "and the file is still good");
            slow.fail(SlowOp.GETATTR, 0);
            await(file.close());
        }
    }

    @Test
    void aPathOfAnotherFileSystemIsRefusedByTheCall() {
        Path path = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        assertThrows(IllegalArgumentException.class, () -> fs().open(loop(), path));
        assertThrows(IllegalArgumentException.class, () -> fs().stat(loop(), path));
    }
}
