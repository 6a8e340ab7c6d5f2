/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.flow;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.OpenMode;
import io.asyncfs.chunks.AsyncOnly;
import io.asyncfs.chunks.ReadAhead;
import io.asyncfs.engine.LoopPromise;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publishes a file, or a range of one, as buffers in order. The subscriber owns each buffer and must release it; none is
 * empty. {@code subscribe} itself calls {@code onSubscribe}, and {@code onError} when the open is refused at once; all other
 * signals come on the executor of the file, or on any thread when that has ended or refuses them, one at a time. Immutable:
 * the methods that set something return another publisher.
 *
 * <p>Nothing is read before it is requested. While something is, at most as many chunks are read ahead as are requested and
 * as {@link #readAhead(int)} allows, so that is all the memory a slow subscriber costs.
 *
 * <p>The file of a subscription is closed when its last chunk has been read, when reading fails, and by
 * {@link Flow.Subscription#cancel()}, which also releases what was read ahead. {@code onError} is given what the read
 * failed with, {@link java.io.EOFException} when the file ends before the range does, and
 * {@link IllegalArgumentException} for a request of less than one.
 */
public final class FilePublisher implements Flow.Publisher<ByteBuf> {
    /** Bytes of one read, unless said otherwise. */
    public static final int DEFAULT_CHUNK_SIZE = 64 * 1024;

    /** Chunks read before they are taken, unless said otherwise. */
    public static final int DEFAULT_READ_AHEAD = 2;

    private static final int MAX_CHUNK_SIZE = 1 << 30;

    private final Source source;
    private final Range range;

    /** Where the file of a subscription comes from. */
    interface Source {
        Future<AsyncFile> open();
    }

    /** What is read, and in which pieces. */
    record Range(long offset, long length, int chunkSize, int readAhead) {}

    private FilePublisher(Source source, Range range) {
        this.source = source;
        this.range = range;
    }

    private FilePublisher(Source source) {
        this(source, new Range(0, ReadAhead.TO_THE_END, DEFAULT_CHUNK_SIZE, DEFAULT_READ_AHEAD));
    }

    /**
     * Publishes an open file to one subscriber, whose subscription the file belongs to from then on. Any further one is
     * told {@link IllegalStateException}, also one of a publisher that was derived from this one.
     *
     * @param file remains the caller's until somebody subscribes
     * @throws IllegalArgumentException when the mode of the file is {@link OpenMode#SYNC}
     */
    public static FilePublisher of(AsyncFile file) {
        AtomicReference<AsyncFile> unused = new AtomicReference<>(AsyncOnly.check(file));
        EventExecutor executor = file.executor();
        return new FilePublisher(() -> {
            AsyncFile taken = unused.getAndSet(null);
            return taken != null
                    ? new LoopPromise<AsyncFile>(executor).setSuccess(taken)
                    : LoopPromise.failed(
                            executor,
                            new IllegalStateException("expected one subscriber of an open file, got another"));
        });
    }

    /**
     * Publishes the file of a path to any number of subscribers. It is opened for each of them when it subscribes.
     *
     * @param executor where signals come, as for {@link AsyncFs#open(EventExecutor, Path, java.nio.file.OpenOption...)};
     *     null for the files-only loop
     */
    public static FilePublisher of(AsyncFs fs, EventExecutor executor, Path path) {
        Objects.requireNonNull(fs, "fs");
        Objects.requireNonNull(path, "path");
        return new FilePublisher(() -> fs.open(executor, path));
    }

    /**
     * Returns a publisher of a range; without it the file is published up to the size it has when the subscription begins.
     *
     * @param offset bytes from the start of the file, 0 or more
     * @param length bytes, 0 or more
     */
    public FilePublisher range(long offset, long length) {
        check("offset", offset, 0, Long.MAX_VALUE);
        check("length", length, 0, Long.MAX_VALUE - offset);
        return new FilePublisher(source, new Range(offset, length, range.chunkSize, range.readAhead));
    }

    /**
     * Returns a publisher of buffers of {@code bytes} bytes; the last one may be shorter.
     *
     * @param bytes 1 to 2^30; for a file opened for direct I/O best a multiple of its alignment
     */
    public FilePublisher chunkSize(int bytes) {
        check("chunkSize", bytes, 1, MAX_CHUNK_SIZE);
        return new FilePublisher(source, new Range(range.offset, range.length, bytes, range.readAhead));
    }

    /**
     * Returns a publisher that has at most {@code chunks} chunks in memory before the subscriber gets them.
     *
     * @param chunks 1 or more
     */
    public FilePublisher readAhead(int chunks) {
        check("readAhead", chunks, 1, Integer.MAX_VALUE);
        return new FilePublisher(source, new Range(range.offset, range.length, range.chunkSize, chunks));
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuf> subscriber) {
        new FileSubscription(range, Objects.requireNonNull(subscriber, "subscriber")).begin(source);
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + ": expected " + min + " to " + max + ", got " + value);
        }
    }
}
