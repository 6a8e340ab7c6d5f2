/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.chunks;

import io.asyncfs.AsyncFile;
import io.asyncfs.TooManyOpsException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.io.EOFException;

/**
 * One piece of a range: filled by one read, or by several when the system reads less than asked. Every call but
 * {@link #discard} holds the lock of the range.
 */
final class Chunk implements FutureListener<ByteBuf> {
    private final ReadAhead range;
    private final AsyncFile file;
    private long position;
    private int missing;
    private int surplus;
    private ByteBuf data;
    private Throwable failure;
    private Future<ByteBuf> reading;
    private boolean refused;

    Chunk(ReadAhead range, long position, int length) {
        this.range = range;
        this.file = range.file();
        this.position = position;
        this.missing = length;
    }

    boolean isOver() {
        return missing == 0 || failure != null;
    }

    Throwable failure() {
        return failure;
    }

    ByteBuf data() {
        return data;
    }

    void read() {
        // A file opened for direct I/O is read from a multiple of its alignment on.
        surplus = (int) (position & file.alignment().offset() - 1);
        try {
            reading = file.read(position - surplus, missing + surplus);
        } catch (RuntimeException | OutOfMemoryError e) {
            // Direct memory has a limit of its own; reaching it is this reader's failure, not the process's.
            failed(e);
            return;
        }
        reading.addListener(this);
    }

    @Override
    public void operationComplete(Future<ByteBuf> read) {
        range.inform(() -> {
            if (range.isClosed()) {
                if (read.isSuccess()) {
                    read.getNow().release();
                }
            } else if (read.isSuccess()) {
                received(read.getNow());
            } else if (isRefused(read) && range.mayTryAgain(this)) {
                refused = true;
                range.refusals.add();
            } else {
                failed(read.cause());
            }
        });
    }

    static boolean isRefused(Future<?> operation) {
        return operation.cause() instanceof TooManyOpsException;
    }

    void readIfRefused() {
        if (refused) {
            refused = false;
            read();
        }
    }

    private void received(ByteBuf buffer) {
        int length = buffer.readableBytes() - surplus;
        if (length <= 0) {
            buffer.release();
            failed(new EOFException(file.path() + " ends at " + position + ", while being read up to " + range.end()));
            return;
        }
        buffer.skipBytes(surplus);
        add(buffer);
        position += length;
        missing -= length;
        if (missing > 0) {
            read();
        } else {
            range.filled();
        }
    }

    private void add(ByteBuf part) {
        if (data == null) {
            data = part;
            return;
        }
        CompositeByteBuf parts = data instanceof CompositeByteBuf already
                ? already
                : Unpooled.compositeBuffer(Integer.MAX_VALUE).addFlattenedComponents(true, data);
        data = parts.addFlattenedComponents(true, part);
    }

    private void failed(Throwable cause) {
        failure = cause;
        range.broken();
    }

    /** Lets go of everything, when the range is closed. */
    void discard() {
        if (reading != null) {
            reading.cancel(false);
        }
        if (data != null) {
            data.release();
        }
    }
}
