/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.FileClosedException;
import io.asyncfs.FileKind;
import io.asyncfs.FileKindException;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory below which files are opened: nothing leads out of it, also while the tree changes. */
@Tag("filesystem")
class DirectoryContract extends Contract {
    private static final int SECRET = 999;

    private Path root;
    private AsyncDirectory directory;

    @BeforeEach
    void makeTree() throws Exception {
        root = Files.createDirectories(path("root"));
        Files.createDirectories(root.resolve("sub/deep"));
        Content.write(root.resolve("top"), 10);
        Content.write(root.resolve("sub/deep/file"), 20);
        Files.createDirectory(path("outside"));
        Content.write(path("outside/secret"), SECRET);
        Content.write(path("secret"), SECRET);
        directory = await(fs().openDirectory(loop(), root));
    }

    private Future<AsyncFile> open(String relative) {
        return directory.open(loop(), Path.of(relative));
    }

    /** Whom it would have told of the open hears of it from somebody else. */
    @Test
    void anExecutorWithoutRoomDoesNotKeepTheDirectoryOpen() throws Exception {
        EventExecutor full = owned(new DefaultEventExecutor(
                null, new DefaultThreadFactory("full", true), 16, RejectedExecutionHandlers.reject()));
        CompletableFuture<Void> busy = new CompletableFuture<>();
        assertThrows(RejectedExecutionException.class, () -> {
            for (int i = 0; i < 100; i++) {
                full.execute(busy::join);
            }
        });
        AsyncFile file = await(directory.open(full, Path.of("top")));
        await(directory.close());
        busy.complete(null);
        await(file.close());
    }

    private void assertOpens(int size, String relative) {
        AsyncFile file = await(open(relative));
        assertEquals(size, await(file.size()));
        await(file.close());
    }

    private void assertRefused(Future<AsyncFile> open) {
        Throwable cause = done(open).cause();
        if (cause == null) {
            throw new AssertionError("opened a file of " + await(open.getNow().size()) + " bytes");
        }
        assertTrue(
                cause.getClass() == AccessDeniedException.class || cause.getClass() == NoSuchFileException.class,
                cause::toString);
    }

    @Test
    void filesBelowAreOpenedToRead() throws Exception {
        assertEquals(root, directory.path());
        assertOpens(10, "top");
        assertOpens(20, "sub/deep/file");
        assertOpens(20, "sub/./deep/file");
        AsyncFile file = await(open("top"));
        ByteBuf content = await(file.read(0, 100));
        Content.assertAt(0, 10, content);
        content.release();
    }

    @Test
    void anInterruptedThreadReadsAndClosesNothing() throws Exception {
        AsyncFile file = await(open("top"));
        ByteBuf buffer = Unpooled.directBuffer(10, 10);
        Thread.currentThread().interrupt();
        Future<Integer> read = file.readSync(buffer, 0);
        assertTrue(Thread.interrupted(), "it still is");
        assertEquals(10, await(read));
        assertEquals(10, await(file.size()));
        buffer.release();
        await(file.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "sub/../../secret", "..", "sub/../../root/../secret", "../outside/secret"})
    void nothingLeadsOutByDots(String relative) {
        assertRefused(open(relative));
    }

    @Test
    void anAbsolutePathIsRefused() {
        assertRefused(directory.open(loop(), path("secret").toAbsolutePath()));
        assertRefused(directory.open(loop(), root.resolve("top").toAbsolutePath()));
    }

    @Test
    @Tag("posix")
    void noSymbolicLinkLeadsOut() throws Exception {
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("absolute"), path("secret").toAbsolutePath());
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("sub/outside"), path("outside").toAbsolutePath());
        Files.createSymbolicLink(root.resolve("chain"), Path.of("sub/outside/secret"));
        for (String name :
                new String[] {"up/secret", "absolute", "relative", "sub/outside/secret", "chain", "up/root/top"}) {
            assertRefused(open(name));
        }
    }

    @Test
    void missingNamesAndThingsThatAreNotFiles() throws Exception {
        failure(NoSuchFileException.class, open("none"));
        failure(NoSuchFileException.class, open("none/none"));
        assertEquals(
                FileKind.DIRECTORY,
                failure(FileKindException.class, open("sub")).kind());
        Throwable throughFile = done(open("top/below")).cause();
        assertTrue(throughFile instanceof FileSystemException, String.valueOf(throughFile));
        failure(NoSuchFileException.class, fs().openDirectory(loop(), path("none")));
        Throwable notDirectory =
                done(fs().openDirectory(loop(), root.resolve("top"))).cause();
        assertTrue(notDirectory instanceof FileSystemException, String.valueOf(notDirectory));
    }

    @Test
    @Tag("posix")
    void aFifoBelowFailsAtOnce() throws Exception {
        Commands.run("mkfifo", root.resolve("fifo").toString());
        assertEquals(
                FileKind.FIFO, failure(FileKindException.class, open("fifo")).kind());
    }

    @Test
    @Tag("concurrent")
    @Tag("posix")
    void aLinkThatIsSwappedWhileFilesAreOpenedNeverLeadsOut() throws Exception {
        // "target" is by turns a directory below the root and a link out of it; both have a file named "secret".
        Files.createDirectory(root.resolve("good"));
        Content.write(root.resolve("good/secret"), 5);
        Path target = root.resolve("target");
        Thread swapper = new Thread(() -> swap(target));
        swapper.start();
        try {
            for (int round = 0; round < 50; round++) {
                List<Future<AsyncFile>> opens = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    opens.add(open("target/secret"));
                }
                for (Future<AsyncFile> open : opens) {
                    if (done(open).isSuccess()) {
                        assertEquals(5, await(open.getNow().size()), "escaped");
                        await(open.getNow().close());
                    } else {
                        assertTrue(open.cause() instanceof FileSystemException, open.cause()::toString);
                    }
                }
            }
        } finally {
            swapper.interrupt();
            swapper.join();
        }
    }

    private void swap(Path target) {
        Path next = root.resolve("next");
        try {
            for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                Files.createSymbolicLink(
                        next, i % 2 == 0 ? Path.of("good") : path("outside").toAbsolutePath());
                Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theRootMayBeRenamedWhileItIsOpen() throws Exception {
        Path moved = Files.move(root, path("moved"));
        Files.createDirectory(root);
        Content.write(root.resolve("top"), 77);
        Future<AsyncFile> open = done(open("top"));
        // A descriptor of the root follows it; a backend without one must refuse rather than open another tree.
        if (open.isSuccess()) {
            assertEquals(10, await(open.getNow().size()));
        }
        Files.move(moved, path("moved again"));
    }

    @Test
    void filesStayOpenWhenTheDirectoryIsClosed() throws Exception {
        AsyncFile file = await(open("top"));
        Future<Void> closed = directory.close();
        assertSame(closed, directory.close());
        await(closed);
        assertEquals(10, await(file.size()));
        failure(FileClosedException.class, open("top"));
        await(file.close());
    }

    @Test
    void resultsArriveOnTheExecutorOfTheCall() {
        AsyncFile file = await(directory.open(null, Path.of("top")));
        assertEquals(10, await(file.size()));
        if (loop() != null) {
            assertSame(loop(), await(open("top")).executor());
        }
    }
}
