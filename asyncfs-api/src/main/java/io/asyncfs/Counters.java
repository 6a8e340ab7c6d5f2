/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import java.util.Map;

/**
 * What an {@link AsyncFs} has done. Cheap to keep (plain increments on the loop) and to read; any thread. Values read
 * while loops run are exact once the operations counted are done.
 *
 * <p>Keys are {@code MECHANISM.KIND} for operations given to a mechanism ({@code io_uring.read}, {@code pool.open}, ...; the
 * kinds are read, write, append, sync, datasync, open, opendirectory, close, stat, size, truncate, allocate, lock, unlock
 * and syncdirectory; {@code nowait.read} for attempts to read from the page cache, on the loop or on the thread of a channel's caller; an
 * operation that its mechanism hands back for the pool counts under both),
 * {@code syncInline} for transfers on the calling thread (of {@link OpenMode#SYNC} files, by the {@code Sync} methods, and
 * by blocking channels of asyncfs-nio), {@code syncHandedOver} for those that were larger than
 * {@link AsyncFsBuilder#syncLimit(int) syncLimit}, or of a file of the pool's that an interrupt would close,
 * {@code inFlight} and {@code pending} for the operations that are with a mechanism and in our queues now,
 * {@code inFlightMax} and {@code pendingMax} for their high-water marks per loop, and {@code refused} for operations
 * refused with {@link TooManyOpsException}.
 */
public interface Counters {
    /** Returns the value of a key; 0 when nothing was counted under it. */
    long get(String key);

    /** Returns all keys that are not 0, sorted by name. */
    Map<String, Long> snapshot();
}
