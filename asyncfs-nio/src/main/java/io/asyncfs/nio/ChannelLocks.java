/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.Futures;
import io.asyncfs.TooManyOpsException;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

    boolean isClosed() {
        return closed || !file.isOpen();
    }

    /** A size of 0 means everything behind the position, as in the JDK's newer versions. */
    static long size(long position, long size) {
        return size != 0 ? size : Long.MAX_VALUE - Math.max(0, position);
    }

    /**
     * Announces a lock; refused when the virtual machine holds or awaits one of some of the bytes.
     *
     * @throws AsynchronousCloseException when the channel was closed meanwhile
     */
    private void reserve(AsyncFsFileLock lock) throws AsynchronousCloseException {
        LockTable.add(key, lock);
        locks.add(lock);
        if (isClosed()) { // whoever closes may have missed it
            forget(lock);
            throw new AsynchronousCloseException();
        }
    }

    private void forget(AsyncFsFileLock lock) {
        lock.end();
        locks.remove(lock);
        LockTable.remove(key, lock);
    }

    /** Announces a lock and asks once for it; null, and it is forgotten, when another process has it. */
    AsyncFsFileLock tryAcquire(AsyncFsFileLock lock) throws IOException {
        reserve(lock);
        boolean held = false;
        try {
            boolean acquired = Await.call(
                    file,
                    OpKind.LOCK,
                    open -> open.tryLock(lock.position(), lock.size(), lock.isShared()),
                    () -> file.tryLock(lock.position(), lock.size(), lock.isShared()));
            if (acquired && !lock.hold()) {
                throw new AsynchronousCloseException(); // which ends the lock of the kernel, too
            }
            held = acquired;
            return held ? lock : null;
        } finally {
            if (!held) {
                forget(lock);
            }
        }
    }

    /** Is told once of the lock that was waited for, or with a failure why there is none; false when nobody takes the lock. */
    @FunctionalInterface
    interface Waiter {
        boolean told(AsyncFsFileLock lock, Throwable failure);
    }

    /** Announces a lock and waits for it. */
    void acquire(AsyncFsFileLock lock, Answer<FileLock> answer) {
        try {
            reserve(lock);
        } catch (AsynchronousCloseException e) {
            answer.end(null, e);
            return;
        }
        if (answer instanceof Answer.Pending<FileLock> pending) {
            pending.onCancel(lock::giveUp); // it is forgotten with the next answer of the kernel
        }
        attempt(lock, answer::end, 1);
    }

    private void attempt(AsyncFsFileLock lock, Waiter waiter, int pauseMillis) {
        if (!lock.isPending()) { // cancelled, or the channel was closed
            ended(lock, waiter, new AsynchronousCloseException());
            return;
        }
        file.tryLock(lock.position(), lock.size(), lock.isShared())
                .addListener((Future<Boolean> tried) -> tried(tried, lock, waiter, pauseMillis));
    }

    private void tried(Future<Boolean> tried, AsyncFsFileLock lock, Waiter waiter, int pauseMillis) {
        if (tried.cause() instanceof TooManyOpsException && !isClosed()) {
            again(lock, waiter, pauseMillis);
        } else if (!tried.isSuccess()) {
            boolean byClose = isClosed() || tried.cause() instanceof ClosedChannelException;
            ended(lock, waiter, byClose ? new AsynchronousCloseException() : tried.cause());
        } else if (!tried.getNow()) {
            again(lock, waiter, pauseMillis);
        } else if (!lock.hold()) { // given up while the kernel was asked
            undo(lock);
            waiter.told(null, new AsynchronousCloseException());
        } else if (!waiter.told(lock, null)) {
            undo(lock);
        }
    }

    private void again(AsyncFsFileLock lock, Waiter waiter, int pauseMillis) {
        EventExecutor executor = file.executor();
        if (executor.isShuttingDown()) { // it cancels timers once, and forgets those that come after
            ended(lock, waiter, new AsynchronousCloseException());
            return;
        }
        int next = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS);
        try {
            executor.schedule(() -> attempt(lock, waiter, next), pauseMillis, TimeUnit.MILLISECONDS)
                    .addListener(timer -> {
                        if (timer.isCancelled()) {
                            ended(lock, waiter, new AsynchronousCloseException());
                        }
                    });
        } catch (RejectedExecutionException e) {
            ended(lock, waiter, new AsynchronousCloseException());
        }
    }

    /** Until it is undone the range stays reserved: the unlock would take away the lock that comes after it. */
    private void undo(AsyncFsFileLock lock) {
        lock.end();
        file.unlock(lock.position(), lock.size()).addListener(unlocked -> {
            if (unlocked.cause() instanceof TooManyOpsException && !isClosed()) {
                file.acceptingOps().addListener(accepting -> undo(lock));
            } else {
                forget(lock);
            }
        });
    }

    private void ended(AsyncFsFileLock lock, Waiter waiter, Throwable cause) {
        forget(lock);
        waiter.told(null, cause);
    }

    /** Waits for a lock; an interrupt or a close ends that, by closing the channel. */
    AsyncFsFileLock acquireBlocking(AsyncFsFileChannel channel, AsyncFsFileLock lock) throws IOException {
        reserve(lock);
        boolean held = false;
        try {
            AsyncFsFileLock acquired = channel.interruptibly(() -> Futures.mayWait() ? await(lock) : poll(lock));
            held = true;
            return acquired;
        } catch (ClosedByInterruptException e) {
            throw new FileLockInterruptionException();
        } finally {
            if (!held) {
                forget(lock);
            }
        }
    }

    private AsyncFsFileLock await(AsyncFsFileLock lock) throws IOException {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        attempt(lock, (acquired, failure) -> ended.complete(failure), 1);
        Throwable failure = ended.join(); // parks, and an interrupt reaches it by the close that it causes
        if (failure instanceof RuntimeException cause) {
            throw cause;
        }
        if (failure != null) {
            throw failure instanceof IOException cause ? cause : new IOException(failure);
        }
        return lock;
    }

    /** On an event loop, which may be the one that the timer needs. */
    private AsyncFsFileLock poll(AsyncFsFileLock lock) throws IOException {
        while (true) {
            if (!lock.isPending()) {
                throw new AsynchronousCloseException();
            }
            boolean acquired = ((CallerThread) file)
                    .here(OpKind.LOCK, open -> open.tryLock(lock.position(), lock.size(), lock.isShared()));
            if (acquired && lock.hold()) {
                return lock;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
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

    /**
     * The channel is being closed. Its descriptor, with which its locks would end, may be in use for long, by a read of a disk
     * that does not answer or by a process that is just being started. A server that does not answer may not unlock either,
     * and the close has a limit.
     */
    void close() {
        closed = true;
        boolean unlocks = file.isOpen();
        for (AsyncFsFileLock lock : locks) {
            if (unlocks && lock.isHeld()) {
                unlockHere(lock);
            }
            forget(lock);
        }
    }

    private void unlockHere(AsyncFsFileLock lock) {
        try {
            ((CallerThread) file).here(OpKind.UNLOCK, open -> {
                if (!open.mayHang() || !Futures.mayWait()) { // a loop waits for no close
                    open.unlock(lock.position(), lock.size());
                }
                return null;
            });
        } catch (IOException e) { // then it ends with the descriptor
        }
    }
}
