/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

/** Where a request runs; see {@link KernelQueue#route}. */
public enum Route {
    /** In the kernel's queue, which does it asynchronously. */
    KERNEL,
    /**
     * By a call on the loop that cannot wait, from within {@link KernelQueue#submit()}; what it cannot do at once the
     * queue gives to the pool by {@link Completions#handBack}.
     */
    ATTEMPT,
    /** On a thread of the pool. */
    POOL
}
