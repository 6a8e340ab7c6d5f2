/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.handler;

import io.asyncfs.AsyncFile;
import io.asyncfs.chunks.ReadAhead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

/**
 * A file, or a range of one, as what a {@link ChunkedWriteHandler} sends. It takes the place of Netty's
 * {@code ChunkedFile} and {@code ChunkedNioFile}, whose reads block the event loop:
 *
 * <pre>{@code
 * pipeline.addLast(new HttpServerCodec(), new ChunkedWriteHandler(), new MyHandler());
 * ...
 * ctx.write(head);
 * ctx.writeAndFlush(new HttpChunkedInput(new ChunkedAsyncFile(file, ctx.channel())));
 * }</pre>
 *
 * <p>{@link #readChunk} answers null while a read runs, and when the chunk is there the transfer is resumed from here.
 * While the channel is writable some chunks are read ahead, none while it is not: a client that takes nothing costs what
 * its channel holds below its high water mark, one chunk, and those that were read ahead when it stopped.
 *
 * <h2>The file</h2>
 * belongs to this object once it is made, and is closed exactly once: when the last chunk has been read (not when the
 * client has taken it), when reading or sending fails, by {@link #close}, and when the channel closes, be it that nothing
 * was ever sent: a write that fails before it reaches a {@link ChunkedWriteHandler} closes nothing, so close this then, or
 * the channel. {@link #closeFuture()} tells when. Best it is opened on the
 * channel's event loop, which then reads, sends and resumes without another thread; any other executor works as well.
 *
 * <h2>Failures</h2>
 * The promise of the write fails with what the read failed with, after the chunks before were sent. A file that has become
 * shorter than the range fails with {@link java.io.EOFException}: nothing is padded. Reads that are refused because too
 * many operations are under way are no failure; they are begun again when there is room.
 *
 * <h2>HTTP/2</h2>
 * Put the {@link ChunkedWriteHandler} into the pipeline of the stream ({@code Http2MultiplexHandler},
 * {@code Http2DataChunkedInput}) and give the stream's channel here: its writability knows the peer's flow control window.
 * That of the connection does not, so there a peer with a small window makes the codec keep the whole file in memory.
 *
 * <p>Thread-safe as far as a {@link ChunkedWriteHandler} with an executor of its own needs it.
 */
public final class ChunkedAsyncFile implements ChunkedInput<ByteBuf> {
    /** Bytes of one read, unless said otherwise. */
    public static final int DEFAULT_CHUNK_SIZE = 64 * 1024;

    /** Chunks in memory before they are handed to the channel, unless said otherwise. */
    public static final int DEFAULT_READ_AHEAD = 2;

    private final Channel channel;
    private final ChunkedWriteHandler handler;
    private final int chunksAhead;
    private final ReadAhead content;
    private final ChannelFutureListener onChannelClosed = closed -> close();
    private Promise<Void> preloaded;
    private volatile boolean asked;
    private volatile boolean closed;

    /**
     * Sends a whole file, of the size it has when the first chunk is asked for.
     *
     * @param file becomes this object's, unless an exception is thrown
     * @param channel to which this will be written; its pipeline has a {@link ChunkedWriteHandler} by then
     * @throws IllegalArgumentException when the mode of the file is {@link io.asyncfs.OpenMode#SYNC}
     */
    public ChunkedAsyncFile(AsyncFile file, Channel channel) {
        this(builder(file, channel));
    }

    /**
     * Sends a range of a file.
     *
     * @param file becomes this object's, unless an exception is thrown
     * @param channel to which this will be written; its pipeline has a {@link ChunkedWriteHandler} by then
     * @param offset bytes from the start of the file, 0 or more
     * @param length bytes, 0 or more
     * @throws IllegalArgumentException when one of them is negative or their sum is more than 2^63 - 1, and when the mode of
     *     the file is {@link io.asyncfs.OpenMode#SYNC}
     */
    public ChunkedAsyncFile(AsyncFile file, Channel channel, long offset, long length) {
        this(builder(file, channel).range(offset, length));
    }

    ChunkedAsyncFile(ChunkedAsyncFileBuilder options) {
        channel = options.channel;
        handler = options.handler;
        chunksAhead = options.readAhead;
        content = new ReadAhead(options.file, options.offset, options.length, options.chunkSize, this::ready);
        if (!channel.closeFuture().isDone()) {
            channel.closeFuture().addListener(onChannelClosed);
        }
        if (channel.closeFuture().isDone()) { // its event loop may have ended, and then tells nobody
            close();
        }
    }

    /**
     * Returns a builder with the defaults: the whole file.
     *
     * @param file becomes that of the object which is built
     * @param channel to which it will be written
     * @throws IllegalArgumentException when the mode of the file is {@link io.asyncfs.OpenMode#SYNC}
     */
    public static ChunkedAsyncFileBuilder builder(AsyncFile file, Channel channel) {
        return new ChunkedAsyncFileBuilder(
                Objects.requireNonNull(file, "file"), Objects.requireNonNull(channel, "channel"));
    }

    /**
     * Begins to read before this is written, so that a server can still answer with an error when the file cannot be read.
     * Until it is written, a first read that is refused because too many operations are under way is a failure, too. Not
     * necessary, and no reason to wait: this may be written before the future is done.
     *
     * @return a future on the file's executor, done when the first chunk is there; it fails when that cannot be read.
     *     After a failure this object is still to be closed.
     */
    public Future<Void> preload() {
        Promise<Void> promise;
        synchronized (this) {
            if (preloaded != null) {
                return preloaded;
            }
            promise = content.newPromise();
            preloaded = promise;
        }
        if (content.begin(chunksAhead())) {
            tell(promise);
        }
        return promise;
    }

    /**
     * {@inheritDoc}
     *
     * @param allocator not used: the chunks are in memory of {@link io.asyncfs.AsyncFs#allocator()}
     * @return the next chunk, owned by the caller; null when it is not here yet, or at the end
     * @throws Exception what reading failed with; {@link java.io.EOFException} when the file ends too early;
     *     {@link io.asyncfs.FileClosedException} when this was closed before its end
     */
    @Override
    public ByteBuf readChunk(ByteBufAllocator allocator) throws Exception {
        asked = true; // before the answer: a chunk that comes later resumes
        return content.poll(chunksAhead());
    }

    /** As {@link #readChunk(ByteBufAllocator)}. */
    @Deprecated
    @Override
    public ByteBuf readChunk(ChannelHandlerContext ctx) throws Exception {
        return readChunk(ctx.alloc());
    }

    @Override
    public boolean isEndOfInput() {
        return content.isAtEnd();
    }

    /** Returns the bytes of the range; -1 for a whole file whose size is not known yet. */
    @Override
    public long length() {
        return content.length();
    }

    /** Returns the bytes handed out. */
    @Override
    public long progress() {
        return content.taken();
    }

    /** Closes the file and releases what was read and not handed out. Any further call does nothing. */
    @Override
    public void close() {
        channel.closeFuture().removeListener(onChannelClosed);
        closed = true;
        content.close();
        Promise<Void> promise;
        synchronized (this) {
            promise = preloaded;
        }
        if (promise != null) {
            tell(promise);
        }
    }

    /** Returns a future on the file's executor, done when the file is closed; it fails when the system's close does. */
    public Future<Void> closeFuture() {
        return content.closeFuture();
    }

    private int chunksAhead() {
        return channel.isWritable() ? chunksAhead : 1;
    }

    private void ready() {
        Promise<Void> promise;
        synchronized (this) {
            promise = preloaded;
        }
        if (promise != null && !promise.isDone()) {
            tell(promise);
        }
        if (asked) {
            resume();
        }
    }

    private void tell(Promise<Void> promise) {
        Throwable cause = content.failure();
        if (cause == null) {
            promise.trySuccess(null);
        } else {
            promise.tryFailure(cause);
        }
    }

    private void resume() {
        ChunkedWriteHandler resumed =
                handler != null ? handler : channel.pipeline().get(ChunkedWriteHandler.class);
        // Without one, whoever reads the chunks comes again; and if it was removed the channel's end closes the file.
        if (resumed == null) {
            return;
        }
        if (closed && channel.isRegistered()) {
            resumeLater(resumed);
        } else {
            resumed.resumeTransfer();
        }
    }

    /** Whoever closes this because sending failed has yet to say why: the transfer must not find the closed file before. */
    private void resumeLater(ChunkedWriteHandler resumed) {
        try {
            channel.eventLoop().execute(resumed::resumeTransfer);
        } catch (RejectedExecutionException e) {
            // The loop has ended, and with it the transfer.
        }
    }
}
