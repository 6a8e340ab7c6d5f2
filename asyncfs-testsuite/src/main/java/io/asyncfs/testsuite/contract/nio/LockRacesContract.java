/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFs;
import io.asyncfs.nio.AsyncFsAsynchronousFileChannel;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Locks that are given up while they are acquired. What nobody holds must be free: for another channel here, which asks the
 * kernel as well as our own table, and for another process.
 */
@Tag("concurrent")
class LockRacesContract extends ChannelContract {
    private static final int ROUNDS = 200;
    private static final int MOST_SPINS = 20_000;

    private Path path;

    @BeforeEach
    void make() throws IOException {
        path = file("file", 100);
    }

    private AsynchronousFileChannel asynchronous() throws IOException {
        return asynchronous(Whose.OURS, path, Set.of(READ, WRITE), null);
    }

    private void isFreeFor(AsynchronousFileChannel another) {
        eventually("the range is free")
                .ignoreException(OverlappingFileLockException.class)
                .until(() -> {
                    FileLock lock = another.tryLock(5, 5, false);
                    if (lock != null) {
                        lock.release();
                    }
                    return lock != null;
                });
    }

    /** A future runs what depends on it inside of cancel, which holds open the moment before the channel hears of that. */
    @Test
    void aLockThatComesWhileItIsCancelledIsGivenBack() throws Exception {
        try (OtherProcess other = new OtherProcess(path);
                AsynchronousFileChannel channel = asynchronous();
                AsynchronousFileChannel another = asynchronous()) {
            assertTrue(other.locks(0, 100, false));
            Future<FileLock> waiting = channel.lock(5, 5, false);
            CompletableFuture<?> seen = ((CompletableFuture<?>) waiting).whenComplete((lock, failure) -> {
                try {
                    other.releases();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                isFreeFor(another);
            });
            assertTrue(waiting.cancel(true));
            assertInstanceOf(CancellationException.class, failureOf(seen));
            isFreeFor(another);
            assertTrue(other.locks(0, 100, false));
        }
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        return future.handle((value, failure) -> failure.getCause()).join();
    }

    @Test
    void locksThatAreCancelledAtAnyTime() throws Exception {
        Random random = new Random(backend().seed());
        try (OtherProcess other = new OtherProcess(path);
                AsynchronousFileChannel channel = asynchronous();
                AsynchronousFileChannel another = asynchronous()) {
            for (int i = 0; i < ROUNDS; i++) {
                Future<FileLock> waiting = channel.lock(5, 5, false);
                spin(random);
                if (!waiting.cancel(true)) {
                    waiting.get().release();
                }
                isFreeFor(another);
            }
            assertTrue(other.locks(0, 100, false));
        }
    }

    private static void spin(Random random) {
        for (int i = random.nextInt(MOST_SPINS); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    @Test
    void channelsThatAreClosedWhileTheyLock() throws Exception {
        closedWhileLocking(
                () -> asynchronous(), channel -> channel.lock(5, 5, false).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void channelsThatAreClosedWhileTheyTryToLock() throws Exception {
        closedWhileLocking(() -> asynchronous(), channel -> channel.tryLock(5, 5, false));
    }

    @Test
    void fileChannelsThatAreClosedWhileTheyLock() throws Exception {
        closedWhileLocking(this::fileChannel, channel -> channel.lock(5, 5, false));
    }

    @Test
    void fileChannelsThatAreClosedWhileTheyTryToLock() throws Exception {
        closedWhileLocking(this::fileChannel, channel -> channel.tryLock(5, 5, false));
    }

    private FileChannel fileChannel() throws IOException {
        return fileChannel(Whose.OURS, path, Set.of(READ, WRITE));
    }

    /** How a channel locks. */
    @FunctionalInterface
    private interface Locking<C> {
        FileLock of(C channel) throws Exception;
    }

    private <C extends Channel> void closedWhileLocking(Callable<C> channels, Locking<C> locking) throws Exception {
        Random random = new Random(backend().seed());
        CyclicBarrier together = new CyclicBarrier(2);
        try (OtherProcess other = new OtherProcess(path);
                AsynchronousFileChannel another = asynchronous()) {
            for (int i = 0; i < ROUNDS; i++) {
                C channel = channels.call();
                Started<FileLock> locks = new Started<>(Thread::new, () -> {
                    together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return locking.of(channel);
                });
                together.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                spin(random);
                channel.close();
                isInvalidOrFailed(locks);
                isFreeFor(another);
            }
            assertTrue(other.locks(0, 100, false));
        }
    }

    private static void isInvalidOrFailed(Future<FileLock> locks) throws Exception {
        try {
            FileLock lock = locks.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertFalse(lock.isValid(), "a lock of a closed channel");
        } catch (ExecutionException e) {
            Throwable cause =
                    e.getCause() instanceof ExecutionException ? e.getCause().getCause() : e.getCause();
            assertInstanceOf(ClosedChannelException.class, cause);
        }
    }

    @Test
    void theEndOfTheLibraryEndsWaitersAndLocks() throws Exception {
        try (OtherProcess other = new OtherProcess(path);
                AsynchronousFileChannel another = asynchronous()) {
            AsyncFs ending = fs(settings -> {});
            AsynchronousFileChannel channel =
                    AsyncFsAsynchronousFileChannel.open(ending, path, Set.of(READ, WRITE), null);
            FileLock held = channel.tryLock(5, 5, false);
            assertTrue(other.locks(20, 10, false));
            Future<FileLock> waiting = channel.lock(20, 10, false);
            ending.close();
            Throwable cause = assertThrows(
                            ExecutionException.class, () -> waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .getCause();
            assertInstanceOf(AsynchronousCloseException.class, cause);
            assertFalse(held.isValid());
            isFreeFor(another);
        }
    }
}
