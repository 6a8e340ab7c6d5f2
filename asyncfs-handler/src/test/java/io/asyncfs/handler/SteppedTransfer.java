/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A transfer of a real file whose reads end when the test says so. */
abstract class SteppedTransfer {
    static final int CHUNK = 1000;
    static final byte[] CONTENT = Scene.bytes(10 * CHUNK + 1);

    private final String backend;
    final EmbeddedChannel channel = new EmbeddedChannel(new ChunkedWriteHandler());

    Scene scene;
    SteppedFile file;

    @TempDir
    Path dir;

    SteppedTransfer(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void open() throws Exception {
        scene = new Scene(backend, dir);
        AsyncFile real = scene.fs.open(scene.file("file", CONTENT.length)).get();
        file = new SteppedFile(real);
    }

    @AfterEach
    void nothingIsLeft() {
        channel.finishAndReleaseAll();
        scene.close();
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
        Scene.assertPart(CONTENT, offset, length, sent);
    }

    final void writable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }
}
