/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.handler.ChunkedAsyncFile;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.stream.ChunkedWriteHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A transfer of a real file whose reads end when the test says so. */
abstract class SteppedTransfer extends ChunkContract {
    static final int CHUNK = 1000;
    static final byte[] CONTENT = bytes(10 * CHUNK + 1);

    final EmbeddedChannel channel = new EmbeddedChannel(new ChunkedWriteHandler());

    SteppedFile file;

    @BeforeEach
    void open() throws Exception {
        AsyncFile real = await(fs.open(fileOf(CONTENT)));
        file = new SteppedFile(real);
    }

    @AfterEach
    void theFileWasClosedOnce() {
        channel.finishAndReleaseAll();
        assertEquals(1, file.closes);
    }

    final ChunkedAsyncFile chunks(long offset, long length) {
        return ChunkedAsyncFile.builder(file.proxy, channel)
                .range(offset, length)
                .chunkSize(CHUNK)
                .build();
    }

    final void answer(int read) throws Exception {
        file.reads.get(read).answer();
    }

    final void assertSent(int offset, int length) {
        ByteBuf sent = channel.readOutbound();
        assertPart(CONTENT, offset, length, sent);
    }

    final void writable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }
}
