/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.netty.util.ReferenceCountUtil;

/** Results that nobody is left to receive. */
public final class Unclaimed {
    private Unclaimed() {}

    /** Gives back what a result holds: closes a file or directory, releases a buffer. Any thread. */
    public static void giveBack(Object result) {
        if (result instanceof AsyncFile file) {
            file.close();
        } else if (result instanceof AsyncDirectory directory) {
            directory.close();
        } else {
            ReferenceCountUtil.release(result);
        }
    }
}
