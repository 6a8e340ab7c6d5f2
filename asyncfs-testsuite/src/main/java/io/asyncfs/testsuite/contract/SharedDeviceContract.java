/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Loops divide what a device takes without making them wait; those that have nothing there get nothing of it. */
@Tag("fuse")
class SharedDeviceContract extends Contract {
    private static final int LOOPS = 4;
    private static final int PIECE = 4096;
    private static final int READS = 200;

    /** What a loop may have there in any case. */
    private static final int LEAST = 16;

    private final List<Future<ByteBuf>> reads = new ArrayList<>();
    private SlowDisk slow;
    private List<AsyncFile> files;

    @BeforeEach
    void openOnEachLoop() throws Exception {
        slow = SlowDisk.mount(path("slow"));
        Content.write(slow.path("a"), READS * PIECE);
        slow.dropCaches();
        EventLoopGroup group = owned(backend().newGroup(fs(), LOOPS));
        files = new ArrayList<>();
        for (int i = 0; i < LOOPS; i++) {
            AsyncFile file = await(fs().open(group.next(), slow.path("a"), READ, DirectIo.REQUIRED));
            await(file.read(0, PIECE)).release(); // they have all been there
            files.add(file);
        }
        slow.disk().hold(SlowOp.READ);
    }

    @AfterEach
    void unmountDisk() throws Exception {
        slow.close();
    }

    /** Half of the queue is for us; a pool's threads wait for themselves. */
    private int share() throws Exception {
        if (backend().backend().equals("pool")) {
            return READS;
        }
        String disk =
                Commands.run("findmnt", "-n", "-o", "SOURCE", slow.path("").toString());
        Path queue = Path.of("/sys/block", Path.of(disk.strip()).getFileName().toString(), "queue/nr_requests");
        return Integer.parseInt(Files.readString(queue).strip()) / 2;
    }

    private void readAllOn(AsyncFile file) {
        for (int i = 0; i < READS; i++) {
            reads.add(file.read((long) i * PIECE, PIECE));
        }
    }

    /** The others may be about to sleep, and a loop whose reads are all held finds that out when something wakes it. */
    private void expectInFlight(long expected) {
        eventually(expected + " are in flight").until(() -> {
            onLoopOf(files.get(0), () -> null);
            return fs().counters().get("inFlight") == expected;
        });
    }

    private void finish() throws Exception {
        slow.disk().release(SlowOp.READ);
        for (int i = 0; i < reads.size(); i++) {
            ByteBuf read = await(reads.get(i));
            Content.assertAt((long) (i % READS) * PIECE, PIECE, read);
            read.release();
        }
        for (AsyncFile file : files) {
            await(file.close());
        }
        assertEquals(0, fs().counters().get("inFlight"));
    }

    @Test
    void idleLoopsTakeNothing() throws Exception {
        readAllOn(files.get(0));
        expectInFlight(share());
        finish();
    }

    /** Who has it all keeps what the device has not answered; who comes later gets the least there is. */
    @Test
    void aLoopThatComesLaterDoesNotFillTheQueue() throws Exception {
        readAllOn(files.get(0));
        expectInFlight(share());
        readAllOn(files.get(1));
        expectInFlight(share() + (share() == READS ? READS : LEAST));
        finish();
    }
}
