/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.FileStat;
import io.asyncfs.spi.OpenFile;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An open file that moves every byte it is asked for, and notices what must not happen to a descriptor. */
final class StandInFile implements OpenFile {
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger alone = new AtomicInteger();
    private final List<Boolean> syncs = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch syncsMayEnd = new CountDownLatch(0);
    private volatile String wrong;

    /** What was done to it that must not be, or null. */
    String wrong() {
        return wrong;
    }

    /** Something was done that must not be. */
    void wrong(String what) {
        wrong = what;
    }

    int closes() {
        return closes.get();
    }

    /** How many blocking calls were made, but for close. */
    int calls() {
        return calls.get();
    }

    /** Syncs wait from now on, until what is returned is counted down. */
    CountDownLatch holdSyncs() {
        syncsMayEnd = new CountDownLatch(1);
        return syncsMayEnd;
    }

    /** Returns the blocking syncs that began: whether they were of the data alone. */
    List<Boolean> syncs() {
        return syncs;
    }

    /** The descriptor is used from now on. */
    void use() {
        if (closes.get() > 0) {
            wrong("used after close");
        }
    }

    /** A kernel call begins of which there is to be one at a time. */
    void enterAlone() {
        if (alone.incrementAndGet() > 1) {
            wrong("two at once");
        }
    }

    /** It is over. */
    void leaveAlone() {
        alone.decrementAndGet();
    }

    private int move(ByteBuffer[] memory) {
        use();
        calls.incrementAndGet();
        int bytes = 0;
        for (ByteBuffer piece : memory) {
            bytes += piece.remaining();
        }
        return bytes;
    }

    @Override
    public int read(ByteBuffer[] memory, long position) {
        return move(memory);
    }

    @Override
    public int write(ByteBuffer[] memory, long position) {
        return move(memory);
    }

    @Override
    public int append(ByteBuffer[] memory) {
        return move(memory);
    }

    @Override
    public long size() {
        use();
        return calls.incrementAndGet();
    }

    @Override
    public FileStat stat() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sync(boolean dataOnly) {
        use();
        calls.incrementAndGet();
        syncs.add(dataOnly);
        try {
            syncsMayEnd.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void allocate(long offset, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long device() {
        return 1;
    }

    @Override
    public boolean mayHang() {
        return false;
    }

    @Override
    public void close() {
        if (closes.incrementAndGet() > 1) {
            wrong("closed twice");
        }
    }
}
