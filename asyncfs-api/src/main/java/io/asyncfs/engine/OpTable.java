/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;

/** Which operation a token of the kernel queue stands for; its size is the bound on what the kernel has. Loop only. */
final class OpTable {
    private final FileOp[] inKernel;
    private final int[] freeTokens;
    private int free;

    OpTable(int depth) {
        inKernel = new FileOp[depth];
        freeTokens = new int[depth];
        for (int token = 0; token < depth; token++) {
            freeTokens[token] = depth - 1 - token;
        }
        free = depth;
    }

    /** Offers an operation to the queue; it has a token as long as that has it. */
    boolean offer(FileOp op, KernelQueue queue) {
        int token = freeTokens[--free];
        inKernel[token] = op;
        op.token = token;
        boolean taken = false;
        try {
            taken = queue.offer(op, token);
        } finally {
            if (!taken) {
                take(token);
            }
        }
        return taken;
    }

    FileOp take(int token) {
        FileOp op = inKernel[token];
        if (op == null) {
            throw new IllegalStateException("the kernel completed token " + token + ", which is not in use");
        }
        inKernel[token] = null;
        freeTokens[free++] = token;
        op.token = -1;
        return op;
    }
}
