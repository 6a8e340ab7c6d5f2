/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.Completions;
import io.asyncfs.spi.KernelQueue;

/**
 * How much one submission may hand to the kernel. It copies cached data while it submits: one {@code io_uring_enter} with
 * 64 cold 64 KiB reads held a loop for 1.06 ms, so the bytes are bounded besides the requests.
 *
 * <p>Of direct requests there are no more at once than the device has already, at least a portion. It gets none before the
 * block layer has all of a submission, which takes 2.5 us for each (Linux 6.18, virtio), and has nothing to do meanwhile
 * when it has answered everything: the reads of 64 threads came back at once, and were submitted at once 90 us later, which
 * then took 150. Loop only.
 */
final class SubmitBudget {
    private static final int MAX_REQUESTS = 64;
    /** Also the largest piece of a transfer: a chunk of many megabytes in the cache would be copied while it is submitted. */
    static final int MAX_BYTES = 1 << 20;

    private static final int DIRECT_PORTION = 4;

    private int requests;
    private long bytes;
    private int direct;
    private int directInFlight;
    private int most = 1; // completions of a device to take at once

    /** Returns whether one more request fits. */
    boolean isOpen() {
        return requests < MAX_REQUESTS && bytes < MAX_BYTES && direct < Math.max(DIRECT_PORTION, directInFlight);
    }

    void spend(long length, boolean isDirect) {
        requests++;
        bytes += length;
        direct += isDirect ? 1 : 0;
    }

    /** Begins the next submission, with so many direct transfers in flight. */
    void renew(int nowInFlight) {
        requests = 0;
        bytes = 0;
        direct = 0;
        directInFlight = nowInFlight;
    }

    /**
     * Takes completions, and returns how many. Of a device as few as it has brought since the last time: one, then twice as many
     * as long as there are more, up to a portion. What they bring is submitted before others are taken, as the device has nothing
     * to do meanwhile when it has answered everything at once: direct reads at depth 32 are 4 % more than with a portion each
     * time, which gives 6 % (io_uring) to 30 % (Linux AIO) more than all at once.
     *
     * <p>When they have nothing submitted, those who got the results are likely other threads: two portions are told at once, as
     * the thread that runs virtual ones is to find several each time that it is woken.
     */
    int reap(KernelQueue queue, Completions receiver) {
        if (directInFlight == 0) {
            most = 1;
            return queue.reap(receiver, Integer.MAX_VALUE);
        }
        int reaped = queue.reap(receiver, most);
        boolean mayHaveMore = reaped >= most;
        if (mayHaveMore && !queue.hasUnsubmitted()) {
            reaped += queue.reap(receiver, 2 * DIRECT_PORTION - most);
        }
        most = mayHaveMore ? Math.min(2 * most, DIRECT_PORTION) : 1;
        return reaped;
    }
}
