/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * What other threads bring to a loop: new operations, finished pool operations and small tasks. Many producers, one consumer; an
 * intrusive stack that is reversed when drained, so posting allocates nothing and order is kept.
 */
final class Mailbox {
    /** Something to deliver on the loop; in at most one mailbox at a time. */
    abstract static class Mail {
        private Mail next;

        /** Called on the loop. */
        abstract void deliver();

        /** Called instead, by any thread, when the loop is gone. */
        void returnToSender() {}
    }

    /** Makes the loop go round, and nothing else. */
    static final class Nudge extends Mail {
        @Override
        void deliver() {}
    }

    private final AtomicReference<Mail> newest = new AtomicReference<>();

    /** Posts from any thread; returns true when the mailbox was empty, so that the loop has to be woken. */
    boolean post(Mail mail) {
        Mail head;
        do {
            head = newest.get();
            mail.next = head;
        } while (!newest.compareAndSet(head, mail));
        return head == null;
    }

    boolean isEmpty() {
        return newest.get() == null;
    }

    /** Delivers what is there now, oldest first; returns how many. */
    int drain() {
        return isEmpty() ? 0 : empty(Mail::deliver);
    }

    /** Gives back what nobody will take out any more; any thread. */
    void returnAll() {
        empty(Mail::returnToSender);
    }

    /** What fails for one is thrown when all have been delivered: nobody would bring the others again. */
    private int empty(Consumer<Mail> each) {
        Mail oldest = null;
        for (Mail mail = newest.getAndSet(null); mail != null; ) {
            Mail older = mail.next;
            mail.next = oldest;
            oldest = mail;
            mail = older;
        }
        int count = 0;
        Throwable failure = null;
        while (oldest != null) {
            Mail mail = oldest;
            oldest = mail.next;
            mail.next = null;
            try {
                each.accept(mail);
            } catch (RuntimeException | Error e) {
                if (failure == null) {
                    failure = e;
                } else if (failure != e) {
                    failure.addSuppressed(e);
                }
            }
            count++;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        return count;
    }
}
