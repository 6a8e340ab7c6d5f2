/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.chunks;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.io.EOFException;

/** The question where a range ends that goes to the end of its file. Every call but that of the future holds the range's lock. */
final class EndOfFile implements FutureListener<Long> {
    private final ReadAhead range;
    private final long offset;
    private boolean asked;

    EndOfFile(ReadAhead range, long offset) {
        this.range = range;
        this.offset = offset;
    }

    void ask() {
        if (asked) {
            return;
        }
        asked = true;
        Future<Long> size;
        try {
            size = range.file().size();
        } catch (RuntimeException e) {
            range.failed(e);
            return;
        }
        size.addListener(this);
    }

    @Override
    public void operationComplete(Future<Long> size) {
        range.inform(() -> {
            if (Chunk.isRefused(size) && range.mayAskAgain()) {
                asked = false;
                range.refusals.add();
            } else if (!size.isSuccess()) {
                range.failed(size.cause());
            } else if (size.getNow() < offset) {
                range.failed(
                        new EOFException(range.file().path() + " ends at " + size.getNow() + ", before " + offset));
            } else {
                range.endsAt(size.getNow());
            }
        });
    }
}
