/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * The pooled allocator of aligned direct buffers: what {@code O_DIRECT}, unbuffered Windows files and registered buffers
 * need, and what Netty's allocators do not give without {@code Unsafe}. Only Netty's public API is used.
 *
 * <p>A buffer's memory comes from a slab by way of the arena and the cache of the thread:
 *
 * <pre>
 * AlignedBufAllocator --&gt; ThreadCache (no lock) --&gt; Arena (short lock) --&gt; Slab (4 MiB, until close)
 *                     `-&gt; LargeBlocks (over 1 MiB: memory of its own, a bounded number kept)
 * </pre>
 */
package io.asyncfs.buffer;
