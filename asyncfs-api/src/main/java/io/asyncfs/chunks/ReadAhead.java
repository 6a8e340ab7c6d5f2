/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.chunks;

import io.asyncfs.AsyncFile;
import io.asyncfs.FileClosedException;
import io.asyncfs.engine.LoopPromise;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.io.EOFException;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A range of a file as chunks in order, of which some are read before they are asked for. Nothing is read ahead on its own
 * account: each {@link #poll} says how many chunks may be in memory, and begins that many reads at most. Thread-safe, as
 * the consumer may live on another executor than the file.
 *
 * <pre>
 *     taken            chunks: being read, or here           next            end
 *   offset ....... [ head ][      ][      ] ................................. |
 * </pre>
 */
public final class ReadAhead {
    /** As a length: to the end of the file, as it is when the first chunk is asked for. */
    public static final long TO_THE_END = -1;

    private final AsyncFile file;
    private final long offset;
    private final int chunkSize;
    private final Runnable ready;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>(4);
    private final EndOfFile size;
    final Refusals refusals = new Refusals(this);
    private final Promise<Void> fileClosed;

    private long next;
    private long end;
    private int ahead;
    private int unread;
    private long taken;
    private Throwable failure;
    private boolean broken;
    private boolean polled;
    private boolean waiting;
    private boolean closed;
    private boolean closingFile;

    /**
     * Takes over the file, which it closes when all is read, or by {@link #close}.
     *
     * @param offset bytes from the start of the file, 0 or more
     * @param length bytes, 0 or more, or {@link #TO_THE_END}
     * @param chunkSize bytes of one read, 1 or more
     * @param ready called on the file's executor, or within a call of this object, whenever what {@link #begin} or
     *     {@link #poll} did not have is there
     */
    public ReadAhead(AsyncFile file, long offset, long length, int chunkSize, Runnable ready) {
        this.file = file;
        this.offset = offset;
        this.chunkSize = chunkSize;
        this.ready = ready;
        size = new EndOfFile(this, offset);
        next = offset;
        end = length < 0 ? -1 : offset + length;
        fileClosed = newPromise();
        fileClosed.setUncancellable(); // so is the file's own, which tells this one
    }

    /**
     * Begins to read without taking anything. Until the first {@link #poll} it fails when the first chunk, or the question for
     * the length before it, is refused because too many operations are under way; others are begun again when there is room.
     *
     * @param ahead how many chunks may be in memory; 0 to find out the length only, which waits for room
     * @return whether there is something to take, be it a failure or the end; otherwise {@code ready} is called
     */
    public boolean begin(int ahead) {
        boolean news;
        synchronized (this) {
            look(ahead);
            news = !waiting;
        }
        refusals.awaitRoom();
        return news;
    }

    /**
     * Takes the next chunk. The caller owns it; it is never empty.
     *
     * @param ahead how many chunks may be in memory, 1 or more, counting this one
     * @return null at the end, or when the chunk is not here yet: then {@code ready} is called when it is
     * @throws EOFException when the file ends before the range does
     * @throws FileClosedException after {@link #close}
     * @throws Exception what reading failed with; an {@link Error} is thrown as it is
     */
    public ByteBuf poll(int ahead) throws Exception {
        ByteBuf chunk;
        synchronized (this) {
            polled = true;
            look(ahead);
            chunk = waiting ? null : take();
        }
        refusals.awaitRoom();
        return chunk;
    }

    private ByteBuf take() throws Exception {
        Throwable cause = failure();
        if (cause instanceof Error error) {
            throw error;
        } else if (cause != null) {
            throw (Exception) cause;
        }
        Chunk head = chunks.poll();
        if (head == null) {
            return null;
        }
        ByteBuf data = head.data();
        taken += data.readableBytes();
        return data;
    }

    /** Returns what the next {@link #poll} would throw now, or null. */
    public synchronized Throwable failure() {
        if (closed && !isAtEnd()) {
            return new FileClosedException(file.path().toString());
        }
        Chunk head = chunks.peek();
        return head != null && head.failure() != null ? head.failure() : failure;
    }

    /** Returns whether all chunks were taken. */
    public synchronized boolean isAtEnd() {
        return end >= 0 && offset + taken == end;
    }

    /** Returns the length of the range, negative when it is not known yet. */
    public synchronized long length() {
        return end < 0 ? -1 : end - offset;
    }

    /** Returns how many bytes were taken. */
    public synchronized long taken() {
        return taken;
    }

    /** Returns a promise of the file's executor. */
    public Promise<Void> newPromise() {
        return new LoopPromise<>(file.executor());
    }

    /** Returns a future that completes when the file is closed; it fails when the system's close does. */
    public Future<Void> closeFuture() {
        return fileClosed;
    }

    /** Gives up what was not taken, closes the file, and tells who waits for a chunk. Any further call does nothing. */
    public void close() {
        List<Chunk> left;
        boolean tell;
        synchronized (this) {
            closed = true;
            tell = waiting;
            waiting = false;
            left = List.copyOf(chunks);
            chunks.clear();
        }
        left.forEach(Chunk::discard);
        closeFile();
        if (tell) {
            ready.run();
        }
    }

    private void closeFile() {
        synchronized (this) {
            if (closingFile) {
                return;
            }
            closingFile = true;
        }
        PromiseNotifier.cascade(file.close(), fileClosed);
    }

    private void look(int wanted) {
        fill(wanted);
        waiting = !hasNews();
        closeWhenRead();
    }

    /** Not only when the last chunk is taken: a thousand slow consumers would hold a thousand files. */
    private void closeWhenRead() {
        if (next == end && unread == 0) {
            closeFile();
        }
    }

    private boolean hasNews() {
        Chunk head = chunks.peek();
        return closed || failure != null || isAtEnd() || head != null && head.isOver();
    }

    private void fill(int wanted) {
        ahead = wanted;
        if (closed || broken) {
            return;
        }
        if (end < 0) {
            size.ask();
            return;
        }
        while (next < end && chunks.size() < ahead && !broken) {
            int length = (int) Math.min(chunkSize, end - next);
            Chunk chunk = new Chunk(this, next, length);
            next += length;
            unread++;
            chunks.add(chunk);
            chunk.read();
        }
    }

    /** Where the range ends that goes to the end of the file; holding the lock. */
    void endsAt(long position) {
        end = position;
        fill(ahead);
    }

    /** Nothing more is asked for; holding the lock. */
    void failed(Throwable cause) {
        failure = cause;
        broken = true;
    }

    AsyncFile file() {
        return file;
    }

    long end() {
        return end;
    }

    /** Holding the lock. */
    boolean isClosed() {
        return closed;
    }

    /** Returns whether a refused question for the size is asked again; holding the lock. */
    boolean mayAskAgain() {
        return polled || ahead == 0;
    }

    /** Returns whether a refused read is begun again; holding the lock. */
    boolean mayTryAgain(Chunk chunk) {
        return polled || chunk != chunks.peek();
    }

    /** A chunk has arrived; holding the lock. */
    void filled() {
        unread--;
    }

    /** A chunk cannot be read: nothing behind it is asked for; holding the lock. */
    void broken() {
        broken = true;
    }

    /** Applies what the file answered, and then, without the lock, tells the consumer if that is what it waits for. */
    void inform(Runnable change) {
        if (Thread.holdsLock(this)) {
            change.run(); // answered at once, within a call that looks at the outcome itself
            return;
        }
        boolean tell;
        synchronized (this) {
            change.run();
            closeWhenRead();
            tell = waiting && hasNews();
            waiting &= !tell;
        }
        refusals.awaitRoom();
        if (tell) {
            ready.run();
        }
    }

    /** There is room for what was refused; holding the lock. */
    void beginAgain() {
        if (!closed) {
            chunks.forEach(Chunk::readIfRefused);
            fill(ahead);
        }
    }
}
