/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.handler.ChunkedAsyncFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.stream.ChunkedInput;

/**
 * A file as the content of an answer, the last chunk being the last content as well. {@code HttpChunkedInput} sends an
 * empty one behind it, which costs a small file a second write and flush.
 */
final class FileContent implements ChunkedInput<HttpContent> {
    private final ChunkedAsyncFile file;

    /** Takes a file of one byte or more, as otherwise there is no last chunk. */
    FileContent(ChunkedAsyncFile file) {
        this.file = file;
    }

    @Override
    public boolean isEndOfInput() {
        return file.isEndOfInput();
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    @Deprecated
    public HttpContent readChunk(ChannelHandlerContext ctx) throws Exception {
        return readChunk(ctx.alloc());
    }

    @Override
    public HttpContent readChunk(ByteBufAllocator allocator) throws Exception {
        ByteBuf chunk = file.readChunk(allocator);
        if (chunk == null) {
            return null;
        }
        return file.isEndOfInput() ? new DefaultLastHttpContent(chunk) : new DefaultHttpContent(chunk);
    }

    @Override
    public long length() {
        return file.length();
    }

    @Override
    public long progress() {
        return file.progress();
    }
}
