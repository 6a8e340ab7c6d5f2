/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Platform;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way a read goes with Linux AIO, told by the counters: the page cache, the kernel, the pool. */
class AioRoutesTest extends ReadRoutes {
    private static final int SIZE = 8 << 20;

    AioRoutesTest() {
        super("linux_aio", SIZE);
    }

    private void read(AsyncFile file, long position, int length) {
        ByteBuf buffer = Contract.await(file.read(position, length));
        assertEquals(length, buffer.readableBytes());
        Content.assertAt(position, length, buffer);
        buffer.release();
    }

    private Map<String, Long> counters() {
        return fs.counters().snapshot();
    }

    @Test
    void whatIsCachedIsReadAtOnce() {
        AsyncFile file = Contract.await(fs.open(path));
        read(file, 0, SIZE);
        assertEquals(1, counters().get("nowait.read"));
        assertFalse(counters().containsKey("pool.read"), () -> counters().toString());
    }

    /** Of a disk that does not answer: others bring what is asked for before it is looked whether it is there. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4096})
    void whatIsNotGoesToThePool(int cached) throws Exception {
        Needs.need(Platform.mayMount(), "the right to mount");
        try (SlowDisk disk = SlowDisk.mount(dir.resolve("slow"))) {
            Path file = Content.write(disk.path("file"), SIZE);
            disk.dropCaches();
            try (InputStream begin = Files.newInputStream(file)) {
                begin.readNBytes(cached);
            }
            AsyncFile opened = Contract.await(fs.open(file));
            disk.disk().hold(SlowOp.READ);
            Future<ByteBuf> read = opened.read(0, SIZE);
            Contract.eventually("read by the pool").until(() -> counters().getOrDefault("pool.read", 0L) == 1);
            assertEquals(1, counters().get("nowait.read"));
            assertFalse(read.isDone(), "a read of a disk that does not answer");
            disk.disk().release(SlowOp.READ);
            ByteBuf buffer = Contract.await(read);
            Content.assertAt(0, SIZE, buffer);
            buffer.release();
            Contract.await(opened.close());
        }
    }

    @Test
    void directReadsAreTheKernels() throws IOException {
        AsyncFile file = Contract.await(fs.open(cold(), StandardOpenOption.READ, DirectIo.REQUIRED));
        for (int i = 0; i < 10; i++) {
            read(file, i * 4096L, 4096);
        }
        assertEquals(10, counters().get("linux_aio.read"));
        assertFalse(counters().containsKey("nowait.read"));
    }

    /** A write that makes the file longer would wait in io_submit. */
    @Test
    void directWritesThatExtendAreHandedBack() {
        AsyncFile file = Contract.await(fs.open(path, StandardOpenOption.WRITE, DirectIo.REQUIRED));
        ByteBuf buffer = fs.allocBuf(4096).writeZero(4096);
        Contract.await(file.writeFully(buffer, SIZE));
        buffer.release();
        assertEquals(1, counters().get("linux_aio.write"));
        assertEquals(1, counters().get("pool.write"));
    }

    @Test
    void whatWasHandedBackAndWaitsIsCancelledAtOnce() throws Exception {
        Needs.need(Platform.mayMount(), "the right to mount");
        // Two hanging mounts have both threads of the pool.
        try (SlowDisk disk = SlowDisk.mount(dir.resolve("slow"));
                SlowFs one = SlowFs.mount(dir.resolve("one"));
                SlowFs two = SlowFs.mount(dir.resolve("two"))) {
            Path path = Content.write(disk.path("file"), 4096);
            disk.dropCaches();
            AsyncFile file = Contract.await(fs.open(path));
            disk.disk().hold(SlowOp.READ);
            Future<ByteBuf> first = occupy(one);
            Future<ByteBuf> second = occupy(two);
            ByteBuf buffer = Unpooled.directBuffer(4096, 4096);
            Future<Integer> read = file.read(buffer, 0);
            Contract.eventually("handed back").until(() -> counters().getOrDefault("pool.read", 0L) == 3);
            assertTrue(read.cancel(false), "its future ends at once");
            assertTrue(buffer.release(), "nobody else has the buffer");
            one.release(SlowOp.READ);
            two.release(SlowOp.READ);
            Contract.await(first).release();
            Contract.await(second).release();
            fs.close();
        }
    }

    private Future<ByteBuf> occupy(SlowFs slow) throws IOException {
        AsyncFile busy = Contract.await(fs.open(Content.write(slow.path("busy"), 100)));
        slow.hold(SlowOp.READ);
        Future<ByteBuf> read = busy.read(0, 100);
        slow.awaitWaiting(SlowOp.READ, 1);
        return read;
    }
}
