/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.BackendUnderTest;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Latencies;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails, or that is cold: the kernel's own errors and waits, on ext4 on a {@link SlowDisk}. */
@Tag("fuse")
@Tag("disk")
public class DiskFaultContract extends Contract {
    private static final int EIO = 5;
    private static final int SIZE = 4 << 20;
    private static final int COLD = 64 << 10;

    private SlowDisk slow;

    @BeforeEach
    void mountDisk() throws Exception {
        slow = SlowDisk.mount(path("slow"));
        Content.write(slow.path("a"), SIZE);
        slow.dropCaches();
    }

    @AfterEach
    void unmountDisk() throws Exception {
        slow.close();
    }

    private static OpenOption[] options(boolean direct) {
        return direct ? new OpenOption[] {READ, WRITE, DirectIo.REQUIRED} : new OpenOption[] {READ, WRITE};
    }

    private static void assertTells(FileSystemException error, AsyncFile file, String... parts) {
        assertEquals(file.path().toString(), error.getFile());
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), () -> part + " in: " + error.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anErrorInTheMiddleOfARunIsTheErrorOfItsOperation(boolean direct) throws Exception {
        AsyncFile file = open(slow.path("a"), options(direct));
        int piece = 4096;
        for (int i = 0; i < 30; i++) {
            boolean fails = i % 10 == 9;
            long position = i * 4L * piece;
            if (fails) {
                slow.dropCaches();
            }
            slow.disk().fail(SlowOp.READ, fails ? EIO : 0);
            Future<ByteBuf> read = file.read(position, piece);
            if (fails) {
                FileSystemException error = failure(FileSystemException.class, read);
                assertTells(error, file, "EIO", "read", "4096", String.valueOf(position));
            } else {
                ByteBuf buffer = await(read);
                Content.assertAt(position, piece, buffer);
                buffer.release();
            }
        }
        await(file.close());
    }

    /** The cursor stays where the failed read began, which can be done again. */
    @Test
    void aFailedReadMovesNothing() throws Exception {
        AsyncFile file = open(slow.path("a"));
        ByteBuf buffer = fs().allocBuf(8192);
        assertEquals(8192, await(file.read(buffer)));
        slow.dropCaches();
        slow.disk().fail(SlowOp.READ, EIO);
        await(file.seek(SIZE / 2));
        buffer.clear();
        failure(FileSystemException.class, file.read(buffer));
        assertEquals(0, buffer.writerIndex());
        assertEquals(SIZE / 2, await(file.position()));
        slow.disk().fail(SlowOp.READ, 0);
        assertEquals(8192, await(file.read(buffer)));
        Content.assertAt(SIZE / 2, 8192, buffer);
        assertTrue(buffer.release());
        await(file.close());
    }

    @Test
    void aFailedSyncStaysFailed() throws Exception {
        AsyncFile file = open(slow.path("a"), READ, WRITE);
        assertEquals(4096, await(file.write(Content.buffer(0, 4096), 0)));
        slow.disk().fail(SlowOp.WRITE, EIO);
        FileSystemException first = failure(FileSystemException.class, file.sync());
        assertTells(first, file, "EIO", "sync");
        slow.disk().fail(SlowOp.WRITE, 0);
        failure(FileSystemException.class, file.dataSync());
        failure(FileSystemException.class, file.sync());
        await(file.close());
    }

    /** What one round submits is bounded in requests and bytes: the kernel allocates and starts I/O while it submits. */
    @Test
    void coldReadsDoNotHoldTheLoop() throws Exception {
        EventLoopGroup group = group(fs());
        AsyncFile file = await(fs().open(group.next(), slow.path("a")));
        AsyncFile other = await(fs().open(group.next(), file("b", 10_000)));
        SocketPair sockets = new SocketPair(fs(), backend().transport() == BackendUnderTest.Transport.NIO);
        EchoClient client = EchoClient.connect(sockets, group);
        Latencies latencies = Latencies.none();
        for (int round = 0; round < 6; round++) {
            slow.dropCaches();
            await(other.read(0, 10)).release();
            Future<List<Future<ByteBuf>>> started = file.executor().submit(() -> readAll(file)); // all in one round
            for (int i = 0; i < 50; i++) {
                latencies.add(1, () -> await(other.read(0, 1000)).release());
                latencies.add(1, () -> await(client.ask()));
            }
            List<Future<ByteBuf>> reads = await(started);
            for (int i = 0; i < reads.size(); i++) {
                ByteBuf buffer = await(reads.get(i));
                Content.assertAt((long) i * COLD, COLD, buffer);
                buffer.release();
            }
        }
        latencies.assertNoStall();
        client.close();
        await(file.close());
    }

    private static List<Future<ByteBuf>> readAll(AsyncFile file) {
        List<Future<ByteBuf>> reads = new ArrayList<>();
        for (long at = 0; at < SIZE; at += COLD) {
            reads.add(file.read(at, COLD));
        }
        return reads;
    }
}
