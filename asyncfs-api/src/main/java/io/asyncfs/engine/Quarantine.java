/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.buffer.ByteBuf;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers that the kernel may still write to after their loop has died. They are kept reachable for the life of the
 * process, so that neither a pool nor the garbage collector's cleaner gives their memory to somebody else.
 */
final class Quarantine {
    private static final Queue<ByteBuf> KEPT = new ConcurrentLinkedQueue<>();

    private Quarantine() {}

    static void keep(ByteBuf... buffers) {
        for (ByteBuf buffer : buffers) {
            if (buffer != null) {
                buffer.touch("leaked on purpose: the kernel may still use it");
                KEPT.add(buffer);
            }
        }
    }
}
