/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import java.nio.file.OpenOption;

/**
 * Whether the calls of an {@link AsyncFile} start an operation or also wait for it. Given among the options of
 * {@code open}; a file opened with neither is {@link #ASYNC}.
 */
public enum OpenMode implements OpenOption {
    /** A call starts the operation and returns. */
    ASYNC,

    /**
     * The future and {@link LastOp} are done when the call returns. A transfer of at most
     * {@link AsyncFsBuilder#syncLimit(int) syncLimit} bytes is a system call of the calling thread, an event loop
     * included, which does nothing else until the disk has answered (elsewhere a file that an interrupt would close, on
     * the pool one opened with {@code APPEND}, is left to the engine);
     * of everything else the caller waits for the engine, which on an event loop throws
     * {@link io.netty.util.concurrent.BlockingOperationException} before anything starts. Nobody waits for
     * {@link AsyncFile#close()} and {@link AsyncFile#acceptingOps()}.
     */
    SYNC
}
