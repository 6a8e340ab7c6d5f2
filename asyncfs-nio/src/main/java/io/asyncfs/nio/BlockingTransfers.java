/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.FileClosedException;
import io.asyncfs.spi.CallerThread;
import io.asyncfs.spi.OpKind;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads and writes that are done when the call returns. A platform thread makes the system call itself, as it waits in any
 * case: the hop to a loop and back costs ten times what a cached read does. A virtual thread parks while the engine works, as
 * {@link Await#leavesTo} says. What is not in one piece of direct memory is copied through a buffer of the engine's allocator,
 * piece by piece.
 */
final class BlockingTransfers {
    private static final int MAX_COPY = 1 << 20;

    /** MAX_RW_COUNT: write(2), NOTES. */
    private static final int MAX_CALL = 0x7ffff000;

    private final AsyncFs fs;
    private final AsyncFile file;
    private final boolean appends;

    /** Those of virtual threads: a close asks them to stop. */
    private final Set<Future<?>> inFlight = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    BlockingTransfers(AsyncFs fs, Opened opened) {
        this.fs = fs;
        file = opened.file();
        appends = opened.appends();
    }

    /** Returns the bytes read, -1 at the end of the file. */
    int read(ByteBuffer dst, long position) throws IOException {
        if (!dst.hasRemaining()) {
            return 0;
        }
        if (isUsedInPlace(dst)) {
            int count = readOnce(dst, position);
            dst.position(dst.position() + count);
            return count == 0 ? -1 : count;
        }
        return (int) read(new ByteBuffer[] {dst}, position);
    }

    private boolean isUsedInPlace(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            return false;
        }
        Memory.checkAlive(buffer);
        return !Await.leavesTo(file) || Memory.isShared(buffer);
    }

    /** Fills one buffer after the other. */
    long read(ByteBuffer[] dsts, long position) throws IOException {
        long wanted = remaining(dsts);
        long done = copied(wanted, MAX_COPY, (piece, at) -> {
            int count = readOnce(piece, position + at);
            scatter(piece.limit(count), dsts);
            return count;
        });
        return done == 0 && wanted > 0 ? -1 : done;
    }

    int write(ByteBuffer src, long position) throws IOException {
        if (!src.hasRemaining()) {
            return 0;
        }
        if (isUsedInPlace(src)) {
            int count = writeOnce(src, position);
            src.position(src.position() + count);
            return count;
        }
        return (int) write(new ByteBuffer[] {src}, position);
    }

    /** Takes one buffer after the other. */
    long write(ByteBuffer[] srcs, long position) throws IOException {
        // What one call appends stays together.
        return copied(remaining(srcs), appends ? MAX_CALL : MAX_COPY, (piece, at) -> {
            gather(srcs, piece);
            int count = writeOnce(piece.flip(), position + at);
            skip(srcs, count);
            return count;
        });
    }

    /** Moves the bytes of one piece, of which so many are done already. */
    @FunctionalInterface
    private interface Step {
        int move(ByteBuffer piece, long done) throws IOException;
    }

    /** Moves bytes piece by piece, until one is not moved whole. A failure after progress is told by the next call, as the kernel does. */
    private long copied(long wanted, int most, Step step) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        ByteBuf copy = allocate(wanted, most);
        int size = copy.capacity();
        long done = 0;
        try {
            while (done < wanted) {
                int asked = (int) Math.min(wanted - done, size);
                int count = step.move(copy.nioBuffer(0, asked), done);
                done += count;
                if (count < asked) {
                    break;
                }
            }
        } catch (IOException e) {
            if (done == 0) {
                throw e;
            }
        } finally {
            copy.release();
        }
        return done;
    }

    /** What is too much for the limit of direct memory goes piece by piece after all. */
    private ByteBuf allocate(long wanted, int most) throws IOException {
        try {
            return fs.allocBuf((int) Math.min(wanted, most));
        } catch (OutOfMemoryError e) {
            if (Math.min(wanted, most) <= MAX_COPY) {
                throw e;
            }
            return fs.allocBuf(MAX_COPY);
        } catch (IllegalStateException e) { // the allocator ends with its instance, and the files before it
            if (file.isOpen()) {
                throw e;
            }
            throw new FileClosedException(file.path().toString());
        }
    }

    /** Neither moves the position: the caller does, by the count. */
    private int readOnce(ByteBuffer direct, long position) throws IOException {
        if (Await.leavesTo(file)) {
            int cached = ((CallerThread) file).readCached(direct, position);
            if (cached > 0) {
                return cached;
            }
            return Math.max(0, awaited(() -> Memory.read(file, direct, position)));
        }
        ByteBuffer[] memory = {direct.duplicate()};
        checkAligned(OpKind.READ, direct, position);
        return here(OpKind.READ, open -> open.read(memory, position));
    }

    private int writeOnce(ByteBuffer direct, long position) throws IOException {
        if (Await.leavesTo(file)) {
            return awaited(() -> appends ? Memory.append(file, direct) : Memory.write(file, direct, position));
        }
        ByteBuffer[] memory = {direct.duplicate()};
        checkAligned(appends ? OpKind.APPEND : OpKind.WRITE, direct, position);
        return appends
                ? here(OpKind.APPEND, open -> open.append(memory))
                : here(OpKind.WRITE, open -> open.write(memory, position));
    }

    private void checkAligned(OpKind kind, ByteBuffer direct, long position) throws IOException {
        try {
            ((CallerThread) file).checkAligned(kind, direct, position);
        } catch (IllegalArgumentException e) {
            throw Memory.misaligned(e);
        }
    }

    private int here(OpKind kind, CallerThread.Call<Integer> call) throws IOException {
        return ((CallerThread) file).here(kind, call);
    }

    private int awaited(Await.Start<Integer> operation) throws IOException {
        return Await.admitted(file, operation, this::awaited);
    }

    private int awaited(Future<Integer> running) throws IOException {
        inFlight.add(running);
        try {
            if (stopped || !file.isOpen()) { // whoever closes may have missed it
                running.cancel(false);
            }
            return Await.result(file, running);
        } catch (CancellationException e) {
            // By stop(): a channel that interrupts do not close has nobody else to say so.
            throw new AsynchronousCloseException();
        } finally {
            inFlight.remove(running);
        }
    }

    /** Ends what has not begun; whoever waits for it finds the channel closed. */
    void stop() {
        stopped = true;
        inFlight.forEach(running -> running.cancel(false));
    }

    private static long remaining(ByteBuffer[] buffers) {
        long sum = 0;
        for (ByteBuffer buffer : buffers) {
            sum += buffer.remaining();
        }
        return sum;
    }

    private static void scatter(ByteBuffer from, ByteBuffer[] dsts) {
        for (ByteBuffer dst : dsts) {
            int count = Math.min(dst.remaining(), from.remaining());
            if (count > 0) {
                int end = from.limit();
                dst.put(from.limit(from.position() + count));
                from.limit(end);
            }
        }
    }

    private static void gather(ByteBuffer[] srcs, ByteBuffer to) {
        for (ByteBuffer src : srcs) {
            int count = Math.min(src.remaining(), to.remaining());
            if (count > 0) {
                ByteBuffer piece = src.duplicate();
                to.put(piece.limit(piece.position() + count));
            }
        }
    }

    private static void skip(ByteBuffer[] srcs, int written) {
        int left = written;
        for (ByteBuffer src : srcs) {
            int count = Math.min(src.remaining(), left);
            src.position(src.position() + count);
            left -= count;
        }
    }
}
