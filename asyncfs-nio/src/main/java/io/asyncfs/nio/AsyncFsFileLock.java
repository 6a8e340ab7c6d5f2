/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicReference;

/** A lock of one of our channels. Whoever changes its state has to do what follows from that, and nobody else has. */
final class AsyncFsFileLock extends FileLock {
    private enum State {
        /** The kernel is asked, or will be again. */
        PENDING,
        HELD,
        ENDED
    }

    private final ChannelLocks owner;
    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

    AsyncFsFileLock(ChannelLocks owner, AsynchronousFileChannel channel, long position, long size, boolean shared) {
        super(channel, position, size, shared);
        this.owner = owner;
    }

    AsyncFsFileLock(ChannelLocks owner, FileChannel channel, long position, long size, boolean shared) {
        super(channel, position, size, shared);
        this.owner = owner;
    }

    boolean isPending() {
        return state.get() == State.PENDING;
    }

    boolean isHeld() {
        return state.get() == State.HELD;
    }

    /** The kernel has granted it; false when it was given up, or its channel was closed, meanwhile. */
    boolean hold() {
        return state.compareAndSet(State.PENDING, State.HELD);
    }

    /** Nobody waits for it any more. One that is held stays so. */
    void giveUp() {
        state.compareAndSet(State.PENDING, State.ENDED);
    }

    void end() {
        state.set(State.ENDED);
    }

    /** Whoever closed the file, the system keeps no lock of it. */
    boolean isOfClosedFile() {
        return owner.isClosed();
    }

    @Override
    public boolean isValid() {
        return state.get() == State.HELD && acquiredBy().isOpen() && !isOfClosedFile();
    }

    @Override
    public void release() throws IOException {
        if (!acquiredBy().isOpen()) {
            throw new ClosedChannelException();
        }
        if (state.compareAndSet(State.HELD, State.ENDED)) {
            owner.release(this);
        }
    }
}
