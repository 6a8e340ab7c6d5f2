/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.handler;

import io.asyncfs.AsyncFile;
import io.asyncfs.chunks.AsyncOnly;
import io.asyncfs.chunks.ReadAhead;
import io.netty.channel.Channel;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.util.Objects;

/** What a {@link ChunkedAsyncFile} sends, and how. Not thread-safe. */
public final class ChunkedAsyncFileBuilder {
    private static final int MAX_CHUNK_SIZE = 1 << 30;

    final AsyncFile file;
    final Channel channel;
    ChunkedWriteHandler handler;
    long offset;
    long length = ReadAhead.TO_THE_END;
    int chunkSize = ChunkedAsyncFile.DEFAULT_CHUNK_SIZE;
    int readAhead = ChunkedAsyncFile.DEFAULT_READ_AHEAD;

    ChunkedAsyncFileBuilder(AsyncFile file, Channel channel) {
        this.file = AsyncOnly.check(file);
        this.channel = channel;
    }

    /**
     * Sets the range.
     *
     * @param offset bytes from the start of the file, 0 or more
     * @param length bytes, 0 or more
     */
    public ChunkedAsyncFileBuilder range(long offset, long length) {
        check("offset", offset, 0, Long.MAX_VALUE);
        check("length", length, 0, Long.MAX_VALUE - offset);
        this.offset = offset;
        this.length = length;
        return this;
    }

    /**
     * Sets the bytes of one read.
     *
     * @param chunkSize 1 to 2^30; for a file opened for direct I/O best a multiple of its alignment
     */
    public ChunkedAsyncFileBuilder chunkSize(int chunkSize) {
        this.chunkSize = (int) check("chunkSize", chunkSize, 1, MAX_CHUNK_SIZE);
        return this;
    }

    /**
     * Sets how many chunks may be in memory before they are handed to the channel.
     *
     * @param chunks 1 or more
     */
    public ChunkedAsyncFileBuilder readAhead(int chunks) {
        this.readAhead = (int) check("readAhead", chunks, 1, Integer.MAX_VALUE);
        return this;
    }

    /**
     * Sets the handler that is resumed, when there are several in the pipeline; else it is found there.
     *
     * @param handler to which this will be written
     */
    public ChunkedAsyncFileBuilder handler(ChunkedWriteHandler handler) {
        this.handler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    /** Returns the object to write; the file is its from now on. */
    public ChunkedAsyncFile build() {
        return new ChunkedAsyncFile(this);
    }

    private static long check(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": expected " + min + " to " + max + ", got " + value);
        }
        return value;
    }
}
