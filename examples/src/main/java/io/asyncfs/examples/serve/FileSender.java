/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.AsyncFile;
import io.asyncfs.TooManyOpsException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.io.EOFException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Sends a part of a file as the content of one answer. Reads ahead while the client takes the data: at most
 * {@link #WINDOW} chunks are being read or wait to be sent, and none is begun while the channel is not writable. The head
 * goes out together with the first chunk, so a small file is one write, and a file that cannot be read can still be
 * answered with an error. Event loop only.
 */
final class FileSender {
    /** Bytes of one read. */
    static final int CHUNK = 64 * 1024;

    /** Chunks in memory: one on its way to the client while the others are read. */
    static final int WINDOW = 3;

    private final ChannelHandlerContext ctx;
    private final AsyncFile file;
    private final HttpResponse head;
    private final Consumer<Throwable> done;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>(WINDOW);
    private final FutureListener<Void> written = this::written;

    private long next;
    private final long end;
    private int unsent;
    private boolean headSent;
    private boolean fileClosed;
    private boolean ended;

    /**
     * Takes over the file, which it closes.
     *
     * @param head with the length of the range
     * @param done told once: null when everything was handed to the system, else why not; not told after {@link #abort}
     */
    FileSender(
            ChannelHandlerContext ctx, AsyncFile file, HttpResponse head, ByteRange range, Consumer<Throwable> done) {
        this.ctx = ctx;
        this.file = file;
        this.head = head;
        this.done = done;
        this.next = range.first();
        this.end = range.first() + range.length();
    }

    /** Begins to read, or goes on when the channel has become writable. */
    void pump() {
        while (!ended
                && next < end
                && chunks.size() + unsent < WINDOW
                && ctx.channel().isWritable()) {
            Chunk chunk = new Chunk(next, (int) Math.min(CHUNK, end - next));
            next += chunk.missing;
            chunks.add(chunk);
            chunk.read();
        }
    }

    /** Returns whether any byte of the answer may have left. */
    boolean isHeadSent() {
        return headSent;
    }

    /** Gives up: what is being read is cancelled, what was read is released, the file is closed. */
    void abort() {
        if (ended) {
            return;
        }
        ended = true;
        chunks.forEach(Chunk::discard);
        chunks.clear();
        closeFile();
    }

    private void fail(Throwable cause) {
        if (!ended) {
            abort();
            done.accept(cause);
        }
    }

    private void flushReady() {
        boolean any = false;
        while (!chunks.isEmpty() && chunks.peek().missing == 0) {
            ByteBuf data = chunks.poll().data;
            boolean last = chunks.isEmpty() && next == end;
            if (!headSent) {
                headSent = true;
                ctx.write(head);
            }
            unsent++;
            ctx.write(last ? new DefaultLastHttpContent(data) : new DefaultHttpContent(data))
                    .addListener(written);
            any = true;
            if (last) {
                // Not only when the client has taken the last bytes: a thousand slow ones would hold a thousand files.
                closeFile();
            }
        }
        if (any) {
            ctx.flush();
        }
        pump();
    }

    private void written(Future<Void> write) {
        unsent--;
        if (!write.isSuccess()) {
            fail(write.cause());
        } else if (!ended && unsent == 0 && chunks.isEmpty() && next == end) {
            ended = true;
            done.accept(null);
        } else {
            pump();
        }
    }

    private void closeFile() {
        if (!fileClosed) {
            fileClosed = true;
            FileClose.of(file);
        }
    }

    /** One window's place: filled by one read, or by several when the system reads less than asked. */
    private final class Chunk implements FutureListener<ByteBuf> {
        private long position;
        private int missing;
        private ByteBuf data;
        private Future<ByteBuf> reading;

        Chunk(long position, int length) {
            this.position = position;
            this.missing = length;
        }

        void read() {
            try {
                reading = file.read(position, missing);
            } catch (OutOfMemoryError e) {
                // Direct memory has a limit of its own; reaching it is this answer's failure, not the process's.
                reading = ctx.executor().newFailedFuture(e);
            }
            reading.addListener(this);
        }

        @Override
        public void operationComplete(Future<ByteBuf> read) {
            if (read.isSuccess() && ended) {
                read.getNow().release();
            } else if (read.isSuccess()) {
                received(read.getNow());
            } else if (!ended && headSent && read.cause() instanceof TooManyOpsException) {
                // Begun answers are finished, however busy the disk is.
                file.acceptingOps().addListener(accepting -> readAgain());
            } else {
                fail(read.cause());
            }
        }

        private void readAgain() {
            if (!ended) {
                read();
            }
        }

        private void received(ByteBuf buffer) {
            int length = buffer.readableBytes();
            if (length == 0) {
                buffer.release();
                fail(new EOFException(file.path() + " ends at " + position + ", while being sent up to " + end));
                return;
            }
            data = data == null ? buffer : append(data, buffer);
            position += length;
            missing -= length;
            if (missing > 0) {
                read();
            } else {
                flushReady();
            }
        }

        private ByteBuf append(ByteBuf before, ByteBuf after) {
            CompositeByteBuf both = before instanceof CompositeByteBuf composite
                    ? composite
                    : ctx.alloc().compositeBuffer().addComponent(true, before);
            return both.addComponent(true, after);
        }

        private void discard() {
            if (data != null) {
                data.release();
            }
            Objects.requireNonNull(reading).cancel(false);
        }
    }
}
