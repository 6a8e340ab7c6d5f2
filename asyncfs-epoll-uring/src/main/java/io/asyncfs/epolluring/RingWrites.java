/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.spi.Completions;

/**
 * Has a ring write to the page cache of one device at a time, so that one which does not answer holds up no writes but its
 * own: while any are under way, those to other devices are for the pool. Stands between the ring and who is told. Loop only.
 *
 * <p>A write that has to wait (for a page to be read, for the journal, for room among the dirty pages) does so on a thread of
 * io-wq, and almost all writes to ext4's page cache begin there. It sorts them by a hash of their inode: io_prep_async_work
 * (io_uring/io_uring.c), io_get_next_work (io_uring/io-wq.c). There are 64 hashes for all files, and none of a hash begins while
 * another is under way: one write that a disk does not answer stops those to every 64th file, of any disk, and 64 stop nearly
 * all ({@code HeldWriteContract}). Only appends are not sorted since 6.10: they are for such a thread from the start, and their
 * file is not known yet. (The rings of two instances on one loop share those threads, and know nothing of each other.)
 *
 * <p>What else was tried: a cancel gets back those that still queue, but not those that a thread has taken along with the one
 * before them. RWF_NOWAIT, and the pool for what would wait, costs a single writer of durable records a third of its rate: a
 * thread of the pool is woken on another processor, one of io-wq on its own. For direct writes, which seldom wait, it is
 * what {@link NowaitRequests} does.
 */
final class RingWrites implements Completions {
    private final boolean[] writes; // by token
    private Completions sink;
    private long device;
    private int underWay;

    RingWrites(int depth) {
        writes = new boolean[depth];
    }

    /** Returns whether a write to a file may go to the ring. */
    boolean mayGo(LinuxFile file) {
        return underWay == 0 || file.isDirect() || file.device() == device;
    }

    /** A write was put into the submission queue. */
    void begins(int token, LinuxFile file) {
        if (!file.isDirect()) {
            writes[token] = true;
            device = file.device();
            underWay++;
        }
    }

    Completions to(Completions receiver) {
        sink = receiver;
        return this;
    }

    @Override
    public void completed(int token, long result) {
        ended(token);
        sink.completed(token, result);
    }

    @Override
    public void handBack(int token, int bytes) {
        ended(token);
        sink.handBack(token, bytes);
    }

    private void ended(int token) {
        if (writes[token]) {
            writes[token] = false;
            underWay--;
        }
    }
}
