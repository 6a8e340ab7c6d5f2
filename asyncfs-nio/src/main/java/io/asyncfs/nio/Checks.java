/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.nio.ByteBuffer;

/** Arguments, by the JDK's rules. */
final class Checks {
    private Checks() {}

    static void position(long position) {
        notNegative("position", position);
    }

    static void notNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": expected 0 or more, got " + value);
        }
    }

    /** The JDK's exception, and not the ReadOnlyBufferException that one would expect. */
    static void fillable(ByteBuffer dst) {
        if (dst.isReadOnly()) {
            throw new IllegalArgumentException("expected a buffer to read into, got a read-only one");
        }
    }
}
