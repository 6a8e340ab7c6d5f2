/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.flow;

import io.asyncfs.AsyncFile;
import io.asyncfs.OpenMode;
import io.asyncfs.TooManyOpsException;
import io.asyncfs.chunks.AsyncOnly;
import io.asyncfs.engine.LoopPromise;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;

/**
 * Writes the buffers it is given into a file, one behind the other, and releases them. Has at most as many of them as
 * {@link #FileSubscriber(AsyncFile, long, int) it may}, being written or on their way, whatever their publisher would send.
 *
 * <p>The file belongs to this subscriber, for one subscription. It is closed when everything is written, when writing
 * fails (which cancels the subscription), by {@code onError}, and by {@link #cancel()}; {@link #result()} tells when and how
 * it ended. What was written before a failure stays in the file. The file must be opened to write, without {@code APPEND};
 * with direct I/O every buffer must fit its alignment.
 *
 * <p>Thread-safe; results come on the executor of the file.
 */
public final class FileSubscriber implements Flow.Subscriber<ByteBuf> {
    /** Buffers being written or on their way, unless said otherwise. */
    public static final int DEFAULT_IN_FLIGHT = 4;

    private final AsyncFile file;
    private final long offset;
    private final int inFlight;
    private final Promise<Long> result;

    /** What {@link #writing} has that the file had no room for. */
    private final List<Future<Void>> refused = new ArrayList<>();

    private Demand demand;
    private long position;
    private int writing;
    private boolean complete;
    private boolean closing;
    private Throwable failure;

    /**
     * Writes from the start of the file.
     *
     * @param file becomes this object's
     */
    public FileSubscriber(AsyncFile file) {
        this(file, 0, DEFAULT_IN_FLIGHT);
    }

    /**
     * Writes from an offset.
     *
     * @param file becomes this object's, unless an exception is thrown
     * @param offset bytes from the start of the file, 0 or more
     * @param inFlight how many buffers it may have at once, 1 or more
     * @throws IllegalArgumentException also when the mode of the file is {@link OpenMode#SYNC}
     */
    public FileSubscriber(AsyncFile file, long offset, int inFlight) {
        this.file = AsyncOnly.check(file);
        if (offset < 0 || inFlight < 1) {
            throw new IllegalArgumentException(
                    "expected an offset of 0 or more, and 1 or more in flight, got " + offset + " and " + inFlight);
        }
        this.offset = offset;
        this.inFlight = inFlight;
        position = offset;
        result = new LoopPromise<>(file.executor());
        result.setUncancellable();
    }

    /**
     * Returns a future on the file's executor, done when the file is closed: with the bytes written, after
     * {@code onComplete}; else with what the publisher or the file failed with.
     */
    public Future<Long> result() {
        return result;
    }

    /** Gives up: cancels the subscription and fails the result with {@link CancellationException}, if it is not over. */
    public void cancel() {
        failed(new CancellationException("cancelled"), true);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "subscription");
        Demand accepted = null;
        synchronized (this) {
            if (demand == null && failure == null) {
                accepted = new Demand(given, file.executor());
                demand = accepted;
            }
        }
        if (accepted != null) {
            accepted.more(inFlight);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(ByteBuf buffer) {
        int length = buffer.readableBytes();
        long at;
        synchronized (this) {
            if (failure != null || complete) {
                at = -1;
            } else {
                at = position;
                position += length;
                writing++;
            }
        }
        if (at < 0) {
            buffer.release();
        } else {
            write(buffer, at);
        }
    }

    @Override
    public void onError(Throwable cause) {
        failed(Objects.requireNonNull(cause, "cause"), false);
    }

    @Override
    public void onComplete() {
        synchronized (this) {
            complete = true;
        }
        closeWhenWritten();
    }

    private void write(ByteBuf buffer, long at) {
        Future<Integer> write;
        try {
            write = file.writeFully(buffer, at);
        } catch (RuntimeException e) {
            write = LoopPromise.failed(file.executor(), e);
        }
        write.addListener(done -> {
            if (done.cause() instanceof TooManyOpsException) {
                writeWhenThereIsRoom(buffer, at);
            } else {
                written(buffer, done.cause());
            }
        });
    }

    /** Who gives up meanwhile does not wait for that. */
    private void writeWhenThereIsRoom(ByteBuf buffer, long at) {
        Future<Void> room = file.acceptingOps();
        synchronized (this) {
            if (failure == null) {
                refused.add(room);
            } else {
                room.cancel(false);
            }
        }
        room.addListener(accepting -> {
            boolean go;
            synchronized (this) {
                refused.remove(room);
                go = failure == null;
            }
            if (go) {
                write(buffer, at);
            } else {
                written(buffer, null);
            }
        });
    }

    private void written(ByteBuf buffer, Throwable cause) {
        Demand next;
        synchronized (this) {
            writing--;
            next = cause == null && failure == null && !complete ? demand : null;
        }
        buffer.release();
        if (next != null) {
            next.more(1);
        } else if (cause != null) {
            failed(cause, true);
        }
        closeWhenWritten();
    }

    private void failed(Throwable cause, boolean cancel) {
        Demand given;
        List<Future<Void>> waiting;
        synchronized (this) {
            if (failure != null || closing) {
                return;
            }
            failure = cause;
            given = demand;
            waiting = List.copyOf(refused);
        }
        waiting.forEach(room -> room.cancel(false));
        closeWhenWritten();
        if (cancel && given != null) {
            given.cancel();
        }
    }

    /** Nothing comes any more: waits for what is being written, as the buffers are with the kernel. */
    private void closeWhenWritten() {
        synchronized (this) {
            if (closing || writing > 0 || !complete && failure == null) {
                return;
            }
            closing = true;
        }
        file.close().addListener(close -> {
            Throwable cause = failure != null ? failure : close.cause();
            if (cause == null) {
                result.setSuccess(position - offset);
            } else {
                result.setFailure(cause);
            }
        });
    }
}
