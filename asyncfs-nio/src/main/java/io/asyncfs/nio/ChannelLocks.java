/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.Futures;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * The locks of one channel. Nothing of the system tells a program that does not wait when a lock becomes free, and waiting
 * (F_OFD_SETLKW) takes a thread for each lock, which only a signal gets back. So who waits asks again, by a timer of
 * the file's executor: after 1 ms first, then after twice as long, up to 64 ms. Within this process nobody waits for
 * anybody, because overlapping locks are refused; it is other processes that hold their locks for longer than that.
 */
final class ChannelLocks {
    private static final int MAX_PAUSE_MILLIS = 64;

    private final AsyncFile file;
    private final Object key;
    private final Set<AsyncFsFileLock> locks = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ChannelLocks(AsyncFile file) {
        this.file = file;
        key = ((CallerThread) file).fileKey();
    }

    /** A size of 0 means everything behind the position, as in the JDK's newer versions. */
    static long size(long position, long size) {
        return size != 0 ? size : Long.MAX_VALUE - Math.max(0, position);
    }

    /** Announces a lock; refused when the virtual machine holds or awaits one of some of the bytes. */
    void reserve(AsyncFsFileLock lock) {
        LockTable.add(key, lock);
        locks.add(lock);
    }

    private void forget(AsyncFsFileLock lock) {
        lock.invalidate();
        locks.remove(lock);
        LockTable.remove(key, lock);
    }

    /** Announces a lock and asks once for it; null, and it is forgotten, when another process has it. */
    AsyncFsFileLock tryAcquire(AsyncFsFileLock lock) throws IOException {
        reserve(lock);
        boolean acquired = false;
        try {
            acquired = Await.call(
                    file,
                    OpKind.LOCK,
                    open -> open.tryLock(lock.position(), lock.size(), lock.isShared()),
                    () -> file.tryLock(lock.position(), lock.size(), lock.isShared()));
            return acquired ? lock : null;
        } finally {
            if (!acquired) {
                forget(lock);
            }
        }
    }

    /** Waits for a lock that was announced; the listener gets a failure or null, once. */
    void acquire(AsyncFsFileLock lock, BiConsumer<AsyncFsFileLock, Throwable> listener) {
        attempt(lock, listener, 1);
    }

    private void attempt(AsyncFsFileLock lock, BiConsumer<AsyncFsFileLock, Throwable> listener, int pauseMillis) {
        if (!lock.isValid()) { // cancelled, or the channel was closed
            ended(lock, listener, new AsynchronousCloseException());
            return;
        }
        file.tryLock(lock.position(), lock.size(), lock.isShared())
                .addListener((Future<Boolean> tried) -> tried(tried, lock, listener, pauseMillis));
    }

    private void tried(
            Future<Boolean> tried,
            AsyncFsFileLock lock,
            BiConsumer<AsyncFsFileLock, Throwable> listener,
            int pauseMillis) {
        if (!tried.isSuccess()) {
            ended(lock, listener, closed ? new AsynchronousCloseException() : tried.cause());
        } else if (!tried.getNow()) {
            int next = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS);
            try {
                file.executor().schedule(() -> attempt(lock, listener, next), pauseMillis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                ended(lock, listener, new AsynchronousCloseException());
            }
        } else if (lock.isValid()) {
            listener.accept(lock, null);
        } else { // given up while the kernel was asked
            file.unlock(lock.position(), lock.size());
            ended(lock, listener, new AsynchronousCloseException());
        }
    }

    private void ended(AsyncFsFileLock lock, BiConsumer<AsyncFsFileLock, Throwable> listener, Throwable cause) {
        forget(lock);
        listener.accept(lock, cause);
    }

    /** Waits for a lock; an interrupt or a close ends that, by closing the channel. */
    AsyncFsFileLock acquireBlocking(AsyncFsFileChannel channel, AsyncFsFileLock lock) throws IOException {
        reserve(lock);
        try {
            return channel.interruptibly(() -> Futures.mayWait() ? await(lock) : poll(lock));
        } catch (ClosedByInterruptException e) {
            forget(lock);
            throw new FileLockInterruptionException();
        } catch (IOException e) {
            forget(lock);
            throw e;
        }
    }

    private AsyncFsFileLock await(AsyncFsFileLock lock) throws IOException {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        acquire(lock, (acquired, failure) -> ended.complete(failure));
        Throwable failure = ended.join(); // parks, and an interrupt reaches it by the close that it causes
        if (failure != null) {
            throw failure instanceof IOException cause ? cause : new IOException(failure);
        }
        return lock;
    }

    /** On an event loop, which may be the one that the timer needs. */
    private AsyncFsFileLock poll(AsyncFsFileLock lock) throws IOException {
        while (true) {
            if (!lock.isValid()) {
                throw new AsynchronousCloseException();
            }
            boolean acquired = ((CallerThread) file)
                    .here(OpKind.LOCK, open -> open.tryLock(lock.position(), lock.size(), lock.isShared()));
            if (acquired) {
                return lock;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Whoever waited for it does no longer: it is forgotten with the next answer of the kernel. */
    void giveUp(AsyncFsFileLock lock) {
        if (lock.invalidate()) {
            locks.remove(lock);
        }
    }

    void release(AsyncFsFileLock lock) throws IOException {
        try {
            Await.call(
                    file,
                    OpKind.UNLOCK,
                    open -> {
                        open.unlock(lock.position(), lock.size());
                        return null;
                    },
                    () -> file.unlock(lock.position(), lock.size()));
        } finally {
            forget(lock);
        }
    }

    /** The channel is being closed, which ends what the system knows of its locks. */
    void close() {
        closed = true;
        for (AsyncFsFileLock lock : locks) {
            forget(lock);
        }
    }
}
