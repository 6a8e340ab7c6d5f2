/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import java.util.HashMap;
import java.util.Map;

/**
 * How much one submission may hand to the kernel. It copies cached data while it submits: one {@code io_uring_enter} with
 * 64 cold 64 KiB reads held a loop for 1.06 ms, so the bytes are bounded besides the requests. Files whose transfers always
 * take one of the kernel's worker threads share half of these per device. Loop only.
 */
final class SubmitBudget {
    private static final int MAX_REQUESTS = 64;
    private static final long MAX_BYTES = 1 << 20;

    private final int maxPerDevice;
    private final Map<Long, Integer> onWorkers = new HashMap<>();
    private int requests;
    private long bytes;

    SubmitBudget(KernelQueue queue) {
        maxPerDevice = queue == null ? 0 : Math.max(1, queue.workers() / 2);
    }

    /** Returns whether one more request of any kind fits. */
    boolean isOpen() {
        return requests < MAX_REQUESTS && bytes < MAX_BYTES;
    }

    /** Returns whether an operation that waits may start. */
    boolean lets(FileOp op) {
        return isOpen()
                && (!op.file().takesKernelWorker()
                        || onWorkers.getOrDefault(op.file().device(), 0) < maxPerDevice);
    }

    void spend(FileOp op) {
        requests++;
        bytes += op.length();
        if (op.file().takesKernelWorker()) {
            onWorkers.merge(op.file().device(), 1, Integer::sum);
        }
    }

    void completed(FileOp op) {
        if (op.file().takesKernelWorker()) {
            onWorkers.computeIfPresent(op.file().device(), (device, count) -> count == 1 ? null : count - 1);
        }
    }

    void renew() {
        requests = 0;
        bytes = 0;
    }
}
