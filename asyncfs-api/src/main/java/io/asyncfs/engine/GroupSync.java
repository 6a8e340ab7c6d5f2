/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The syncs of one open file over all views. They start in the next turn of a loop, so that all whose writes end in one turn share
 * a kernel call; while it runs, those that come wait and then share the next one (they must not share the running one: it may
 * have started before their writes ended). A failure is sticky, because the kernel marks the pages clean although they were lost
 * (https://wiki.postgresql.org/wiki/Fsync_Errors). Any loop.
 */
final class GroupSync implements OpHolder {
    private final Start start = new Start();
    private List<FileOp> waiting = new ArrayList<>();
    private List<FileOp> running;
    private boolean startsSoon; // start is in a mailbox
    private Throwable failed;

    /** Lets a sync join the next kernel call, or fails it when an earlier one failed. On the sync's loop. */
    void join(FileOp op) {
        Throwable sticky;
        synchronized (this) {
            sticky = failed;
            if (sticky == null) {
                op.holder = this;
                waiting.add(op);
            }
        }
        if (sticky == null) {
            startSoon();
        } else if (op.promise().claim()) { // its cancel ends it otherwise
            op.engine().endSync(op, sticky);
        }
    }

    /** Starts a kernel call in the next turn of a loop of those that wait, unless one is running. */
    private void startSoon() {
        LoopEngine loop;
        synchronized (this) {
            if (running != null || startsSoon || waiting.isEmpty()) {
                return;
            }
            startsSoon = true;
            loop = waiting.get(0).engine();
        }
        loop.mail().post(start);
    }

    private final class Start extends Mailbox.Mail {
        @Override
        void deliver() {
            startNext();
        }

        /** That loop is gone, but others may wait. */
        @Override
        void returnToSender() {
            startNext();
        }
    }

    /** Starts a kernel call for all that wait, led by the first, unless one is running. */
    private void startNext() {
        FileOp leader;
        OpPromise promise;
        synchronized (this) {
            startsSoon = false;
            if (running != null || waiting.isEmpty()) {
                return;
            }
            List<FileOp> group = waiting;
            waiting = new ArrayList<>();
            // A cancelled one is left to its cancel.
            group.removeIf(op -> !op.promise().claim());
            if (group.isEmpty()) {
                return;
            }
            letASyncLead(group);
            running = group;
            leader = group.get(0);
            promise = leader.promise();
        }
        leader.engine().resume(leader, promise);
    }

    /** The leader's own call is made: one of those that want the metadata, too, if there is any. */
    private static void letASyncLead(List<FileOp> group) {
        for (int i = 0; i < group.size(); i++) {
            if (group.get(i).kind() == OpKind.SYNC) {
                Collections.swap(group, 0, i);
                return;
            }
        }
    }

    /**
     * The kernel call of the running group is over; tells it, and starts the next. A sync on another thread may have
     * heard what was lost.
     *
     * @param made whether there was one: what fails before it has lost nothing, and a later sync may succeed
     */
    void done(Throwable failure, boolean made) {
        List<FileOp> group;
        Throwable told;
        synchronized (this) {
            group = running;
            running = null;
            if (failure != null && made) {
                failed = failure;
            }
            if (failed != null) {
                group = new ArrayList<>(group);
                waiting.removeIf(op -> !op.promise().claim());
                group.addAll(waiting);
                waiting.clear();
            }
            told = failed != null ? failed : failure;
        }
        for (FileOp op : group) {
            op.engine().endSync(op, told);
        }
        startSoon();
    }

    /**
     * The loop of a sync ended before it. Whether a kernel call that it leads loses anything nobody hears, so all that
     * follow fail; before that call the next of its group leads.
     */
    void abandoned(FileOp op, Throwable cause) {
        FileOp leader = null;
        boolean called;
        synchronized (this) {
            waiting.remove(op);
            boolean leads = running != null && running.get(0) == op;
            called = leads && op.dispatched;
            if (running != null && !called && running.remove(op)) {
                letASyncLead(running);
                leader = leads && !running.isEmpty() ? running.get(0) : null;
                running = running.isEmpty() ? null : running;
            }
        }
        if (called) {
            done(cause, true);
        } else if (leader != null) {
            leader.engine().resume(leader, leader.promise());
        } else {
            startSoon();
        }
    }

    /**
     * Makes a sync on the calling thread, which shares no call. The system tells once of what is lost, and may have told
     * another meanwhile. Any thread.
     */
    <V> V here(CallerThread.Call<V> call, OpenFile file) throws IOException {
        checkNotFailed();
        V result;
        try {
            result = call.on(file);
        } catch (IOException e) {
            synchronized (this) {
                failed = e;
            }
            throw e;
        }
        checkNotFailed();
        return result;
    }

    private synchronized void checkNotFailed() throws IOException {
        if (failed != null) {
            throw failed instanceof IOException cause ? cause : new IOException(failed);
        }
    }

    @Override
    public synchronized void remove(FileOp op) {
        waiting.remove(op);
    }
}
