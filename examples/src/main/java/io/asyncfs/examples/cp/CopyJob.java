/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.FileKind;
import io.asyncfs.FileKindException;
import io.asyncfs.FileStat;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One copy from beginning to end: opens, copies to a temporary name, syncs, renames, syncs the directory; and removes the
 * temporary file when anything fails. The thread that runs it waits, the event loop does not.
 */
final class CopyJob {
    private static final long TICK_MILLIS = 100;
    private static final long GRACE_SECONDS = 2;
    private static final FileAttribute<?>[] NONE = {};

    private final AsyncFs fs;
    private final Path source;
    private final Destination destination;
    private final int depth;
    private final boolean direct;
    private final CopyProgress progress;

    // False once the copy takes its final name, true when it was stopped before: the one decides against the other.
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    private Future<AsyncFile> sourceFile;
    private Future<AsyncFile> targetFile;
    private Path temporary;
    private FileCopy copy;
    private Future<Long> copying;
    private long size;
    private Path leftBehind;

    CopyJob(AsyncFs fs, Path source, Destination destination, int depth, boolean direct, CopyProgress progress) {
        this.fs = fs;
        this.source = source;
        this.destination = destination;
        this.depth = depth;
        this.direct = direct;
        this.progress = progress;
    }

    /** Lets {@link #run} fail with {@link CancellationException}, unless it is so far that the copy has its name. Any thread. */
    void stop() {
        stopped.complete(true);
    }

    /**
     * Copies; once. When it fails, the destination is as it was and there is no temporary file, except that a directory
     * which cannot be synced is found out after the rename.
     *
     * @return the bytes copied
     */
    long run() throws IOException, InterruptedException, ExecutionException {
        boolean named = false;
        try {
            long bytes = copyAside();
            if (!stopped.complete(false)) {
                throw new CancellationException("stopped");
            }
            Files.move(temporary, destination.file(), StandardCopyOption.ATOMIC_MOVE);
            named = true;
            syncDirectory();
            return bytes;
        } finally {
            end();
            if (!named) {
                removeTemporary();
            }
        }
    }

    /** Returns the temporary file if it may still be there after a failure, because it could not be removed; else null. */
    Path leftBehind() {
        return leftBehind;
    }

    /** What {@code --direct} adds to how a file is opened. */
    private static Set<OpenOption> openOptions(boolean direct, OpenOption... others) {
        Set<OpenOption> options = new HashSet<>(Set.of(others));
        if (direct) {
            options.add(DirectIo.REQUIRED);
        }
        return options;
    }

    /** What direct I/O on both files wants offsets and lengths to be a multiple of: powers of two, so the larger will do. */
    private static int alignment(AsyncFile from, AsyncFile to) {
        return Math.max(from.alignment().offset(), to.alignment().offset());
    }

    private long copyAside() throws IOException, InterruptedException, ExecutionException {
        sourceFile = fs.open(null, source, openOptions(direct, StandardOpenOption.READ), NONE);
        AsyncFile from = await(sourceFile);
        FileStat stat = await(from.stat());
        if (stat.kind() != FileKind.REGULAR) {
            throw new FileKindException(source.toString(), stat.kind());
        }
        size = stat.size();
        temporary = destination.temporaryName();
        targetFile = fs.open(
                null,
                temporary,
                openOptions(direct, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                permissions(stat));
        AsyncFile to = await(targetFile);
        copy = new FileCopy(fs, from, to, CopyPlan.of(size, depth, alignment(from, to)));
        copying = copy.start();
        final long bytes = await(copying);
        if (destination.attributes() != null) {
            destination.passAttributesTo(temporary);
        }
        await(to.sync());
        await(to.close()); // NFS tells some failures only now
        return bytes;
    }

    /** Never more than the file will have in the end, from its first moment on, when it has the group of who copies. */
    private FileAttribute<?>[] permissions(FileStat stat) {
        if (destination.attributes() != null) {
            return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(destination.permissionsOfAnyGroup())};
        }
        return stat.mode() == 0
                ? NONE
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions(stat.mode()))};
    }

    /** The nine bits of a mode; OTHERS_EXECUTE, the last constant, is the lowest of them. */
    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                set.add(all[all.length - 1 - bit]);
            }
        }
        return set;
    }

    private void syncDirectory() throws IOException, InterruptedException {
        try {
            await(fs.syncDirectory(destination.directory()));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnsupportedOperationException)) { // this system has no such thing
                throw new FileSystemException(
                        destination.file().toString(),
                        null,
                        "is complete, but its name may not survive a power failure: "
                                + e.getCause().getMessage());
            }
        }
    }

    /** Waits, telling the progress, until the future is done; fails when it has failed or the job was stopped. */
    private <T> T await(Future<T> future) throws InterruptedException, ExecutionException {
        CompletableFuture<Void> woken = new CompletableFuture<>();
        future.addListener(done -> woken.complete(null));
        stopped.thenAccept(yes -> {
            if (yes) {
                woken.complete(null);
            }
        });
        while (!woken.isDone()) {
            try {
                woken.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (copy != null) {
                    progress.update(copy.copied(), size);
                }
            }
        }
        if (stopped.getNow(false)) {
            throw new CancellationException("stopped");
        }
        return future.get();
    }

    /**
     * Ends what is under way and closes both files. Waits only so long: a file system that hangs must not keep the user,
     * and a file can be removed while it is open.
     */
    private void end() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        if (copying != null && !copying.isDone()) {
            copy.stop(new CancellationException("stopped"));
            awaitUntil(deadline, copying);
        }
        close(deadline, sourceFile);
        close(deadline, targetFile);
    }

    private static void close(long deadline, Future<AsyncFile> opened) throws InterruptedException {
        if (opened != null && awaitUntil(deadline, opened) && opened.isSuccess()) {
            awaitUntil(deadline, opened.getNow().close());
        }
    }

    private static boolean awaitUntil(long deadline, Future<?> future) throws InterruptedException {
        return future.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void removeTemporary() throws InterruptedException {
        if (targetFile == null || targetFile.isDone() && !targetFile.isSuccess()) {
            return; // not made; if the name is there, it is somebody else's
        }
        if (!isDeleted(temporary) || !targetFile.isDone()) { // or the system may still make it
            leftBehind = temporary;
        }
    }

    /** Waits only so long for that, too, on a thread that does not keep the process. */
    private static boolean isDeleted(Path path) throws InterruptedException {
        CompletableFuture<Boolean> deleted = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        Files.deleteIfExists(path);
                        deleted.complete(true);
                    } catch (IOException e) {
                        deleted.complete(false);
                    }
                },
                "asyncfs-cp-remove");
        thread.setDaemon(true);
        thread.start();
        try {
            return deleted.get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
