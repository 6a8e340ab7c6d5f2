/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.DirectAlignment;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;

/**
 * The memory of one read or write, handed to the kernel in chunks: a buffer with one native address as it is, several
 * direct components as segments, and anything else (heap memory) through a direct staging buffer, which has all of what must
 * not be torn. Holds a reference to the buffer from {@link #begin} to {@link #end}. Part of a {@link FileOp}; on the loop,
 * except that a pool thread reads the chunk while it runs.
 */
final class Transfer {
    /** The kernel's own limit is MAX_RW_COUNT, 2 GiB less a page: read(2). */
    static final int MAX_CHUNK = 1 << 30;

    private static final int MAX_STAGE = 1 << 20;
    private static final int MAX_SEGMENTS = 1024; // IOV_MAX

    private ByteBuf buf;
    private boolean reading;
    private int start;
    private int length;
    private int done;
    private int chunk;
    private long address;
    private ByteBuffer[] segments;
    private ByteBuffer[] joined;
    private ByteBuf stage;
    private DirectAlignment alignment = DirectAlignment.NONE;
    private int wanted;
    private boolean whole;
    private RuntimeException refused;

    /** Takes over one reference of the caller's, who gets what he {@code asked} for of a length rounded up. */
    void begin(ByteBuf buffer, boolean isRead, DirectAlignment required, int asked) {
        buf = buffer;
        reading = isRead;
        start = isRead ? buffer.writerIndex() : buffer.readerIndex();
        length = isRead ? buffer.writableBytes() : buffer.readableBytes();
        alignment = required;
        wanted = asked;
        whole = false;
        refused = null;
        done = 0;
        chunk = 0;
    }

    /** What was begun is written by one call, as far as the kernel's limit allows, so that nobody's gets in between. */
    void keepWhole() {
        whole = true;
    }

    boolean isActive() {
        return buf != null;
    }

    ByteBuf buf() {
        return buf;
    }

    int length() {
        return length;
    }

    int done() {
        return done;
    }

    int chunk() {
        return chunk;
    }

    long address() {
        return address;
    }

    ByteBuffer[] segments() {
        return segments;
    }

    /**
     * Chooses the next piece for the kernel; for a write from heap memory this copies it.
     *
     * @param max bytes at most
     */
    void prepareChunk(Staging staging, int max) {
        int from = start + done;
        chunk = Math.min(length - done, max);
        segments = null;
        address = 0;
        if (joined != null) {
            useSegments(joined);
        } else if (buf.hasMemoryAddress()) {
            address = buf.memoryAddress() + from;
        } else if (hasSegments()) {
            useSegments(buf.nioBuffers(from, chunk));
        } else {
            chunk = whole ? chunk : Math.min(chunk, MAX_STAGE);
            if (stage == null) {
                stage = staging.allocate(chunk);
            }
            if (!reading) {
                stage.setBytes(0, buf, from, chunk);
            }
            address = stage.hasMemoryAddress() ? stage.memoryAddress() : 0;
            if (address == 0) {
                useSegments(new ByteBuffer[] {stage.nioBuffer(0, chunk)});
            }
        }
    }

    /** Returns whether the memory can be given to the kernel together with others'. */
    boolean isPlain() {
        try {
            return length > 0 && buf.isDirect() && buf.nioBufferCount() == 1 && !alignment.isDirect();
        } catch (RuntimeException e) { // a buffer of the user's own class: it fails alone
            return false;
        }
    }

    /** Returns all of the memory. */
    ByteBuffer whole() {
        return buf.nioBuffer(start, length);
    }

    /** Makes the next chunk of this memory, which begins with the transfer's own. */
    void join(ByteBuffer[] memory) {
        joined = memory;
    }

    private boolean hasSegments() {
        int count = buf.isDirect() && !alignment.isDirect() ? buf.nioBufferCount() : 0;
        return count > 1 && (count <= MAX_SEGMENTS || !whole);
    }

    private void useSegments(ByteBuffer[] pieces) {
        int count = Math.min(pieces.length, MAX_SEGMENTS);
        segments = count == pieces.length ? pieces : java.util.Arrays.copyOf(pieces, count);
        chunk = 0;
        for (ByteBuffer piece : segments) {
            chunk += piece.remaining();
        }
    }

    /** Returns the chunk as buffers of their own, for blocking calls. */
    ByteBuffer[] chunkBuffers() {
        if (segments != null) {
            return segments;
        }
        return new ByteBuffer[] {stage != null ? stage.nioBuffer(0, chunk) : buf.nioBuffer(start + done, chunk)};
    }

    /** The mechanism moved {@code bytes} of the chunk. Returns how many the buffer has taken. */
    int advance(int bytes) {
        if (reading && stage != null && bytes > 0) {
            try {
                buf.setBytes(start + done, stage, 0, bytes);
            } catch (RuntimeException e) { // its owner has released or cut it since
                refused = e;
                return 0;
            }
        }
        done += bytes;
        return bytes;
    }

    /** Returns why the buffer did not take what was read, or null. */
    RuntimeException refused() {
        return refused;
    }

    /** Returns whether a piece of so many bytes can be followed by another: direct I/O stops short only at the end of the file. */
    boolean mayGoOn(int bytes) {
        return bytes > 0 && done < length && refused == null && alignment.fits(bytes);
    }

    /** Moves the indices of the caller's buffer by what was transferred. */
    void moveIndices() {
        if (done > 0) {
            if (reading) {
                buf.writerIndex(start + Math.min(done, wanted));
            } else {
                buf.readerIndex(start + done);
            }
        }
    }

    /** Gives up the memory; with {@code keep} the caller's reference lives on with somebody else. */
    void end(boolean keep) {
        ByteBuf buffer = buf;
        ByteBuf staged = stage;
        forget();
        if (staged != null) {
            staged.release();
        }
        if (buffer != null && !keep) {
            // Who has released one reference too many finds that in the log: the operation has to end all the same.
            ReferenceCountUtil.safeRelease(buffer);
        }
    }

    /**
     * The kernel may still use the memory for ever: forgets it without releasing.
     *
     * @param readByOther whether a pool thread may just be looking where the memory is; it must not find half of it
     */
    void leak(boolean readByOther) {
        Quarantine.keep(buf, stage);
        if (!readByOther) {
            forget();
        }
    }

    private void forget() {
        buf = null;
        stage = null;
        segments = null;
        joined = null;
        address = 0;
        done = 0;
        chunk = 0;
    }
}
