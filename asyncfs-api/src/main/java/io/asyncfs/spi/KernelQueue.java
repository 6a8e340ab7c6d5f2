/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

/**
 * The kernel's submission and completion queue (ring, AIO context, completion port) of one loop. Made on any thread; all
 * calls are the loop's, except {@link #wakeup()} and {@link #awaitDoorbell()}, which say so. Only {@link #await} and
 * {@link #awaitDoorbell} may wait. It holds no operation state: a token comes back exactly once for each accepted
 * {@link #offer}.
 */
public interface KernelQueue {
    /** Takes possession by the loop's thread, before the first other call. */
    void start();

    /**
     * Returns where to do a request; only what does not go to {@link Route#POOL} is offered. The answer may change until then:
     * the engine asks anew for each piece. Views of one open file live on several loops, so each of their queues is asked
     * about it; where a descriptor belongs to one queue for good, as to a completion port, the others answer {@code POOL}.
     */
    Route route(OpKind kind, OpenFile file);

    /**
     * Returns how many requests other than reads may wait at once: those that threads of the kernel wait for, which are so
     * many at most.
     */
    default int workers() {
        return Integer.MAX_VALUE;
    }

    /**
     * Puts a request into the submission queue.
     *
     * @param token 0 to depth - 1, not in use
     * @return false when nothing more fits before the next {@link #submit()}; the request was not taken
     */
    boolean offer(IoRequest request, int token);

    /** Asks the kernel to stop a request; its completion still comes. Best effort. */
    void cancel(int token);

    /**
     * Drops what the queue keeps of a file that would hold it open after its descriptor is closed, which may be next: a view of
     * it that this loop had is closed. Other views may have requests under way, and may bring more.
     */
    default void forget(OpenFile file) {}

    /** Returns true when there are requests that {@link #submit()} has to tell the kernel of. */
    boolean hasUnsubmitted();

    /**
     * Tells the kernel of everything offered, and lets it post what it has deferred: by one system call for all, where the
     * system has that.
     *
     * @return false when the kernel is out of resources for now: what it did not take stays unsubmitted, and trying again
     *     before a completion or a pause would spin
     */
    boolean submit();

    /**
     * Hands posted completions to the sink, without a system call where they are in shared memory. Returns how many.
     *
     * @param most how many completions of the kernel's to take; the rest is left for the next time
     */
    int reap(Completions sink, int most);

    /** Returns whether a completion waits, posted or deferred to the next {@link #submit()}. */
    boolean hasCompleted();

    /**
     * Arms the doorbell.
     *
     * @return true when nothing is ready, so that the next completion will ring; false when there is something to reap
     */
    boolean prepareToBlock();

    /** Returns the descriptor that becomes readable (edge-triggered) when the doorbell rings, or -1. */
    int doorbell();

    /** Blocks one thread that is not the loop's until the doorbell rings or {@link #wakeup()}; for loops whose transport cannot watch it. */
    void awaitDoorbell();

    /**
     * Waits on the loop's own thread, for loops without sockets and while a loop drains.
     *
     * @param timeoutNanos at most so long; {@link Long#MAX_VALUE} without limit
     */
    void await(long timeoutNanos);

    /** Ends the current or the next {@link #await} or {@link #awaitDoorbell}. Any thread. */
    void wakeup();

    /** Closes the queue. Requests still in the kernel may go on using their memory: the engine leaks it. */
    void close();
}
