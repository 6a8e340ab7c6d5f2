/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Tmpfs;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mount that does not answer takes half of the pool and half of a loop's depth at most; the rest goes on. */
@Tag("concurrent")
@Tag("fuse")
public class HungMountContract extends Contract {
    private static final int DEPTH = 16;
    private static final int THREADS = 8;
    private static final int FLOOD = 10 * DEPTH;

    private Path local;
    private AsyncFs fs;

    private SlowFs mount() throws Exception {
        SlowFs slow = mountAlone();
        // After the mount: the table of mounts is read when an instance is made.
        fs = narrow();
        return slow;
    }

    private SlowFs mountAlone() throws Exception {
        SlowFs slow = SlowFs.mount(path("slow"));
        Content.write(slow.path("a"), FLOOD + 10);
        local = file("local", 1000);
        return slow;
    }

    private AsyncFs narrow() {
        return fs(settings -> settings.queueDepth(DEPTH).poolSize(THREADS));
    }

    private void othersGoOn(AsyncFile opened) {
        for (int i = 0; i < 3 * DEPTH; i++) {
            ByteBuf buffer = await(opened.read(i, 10));
            Content.assertAt(i, 10, buffer);
            buffer.release();
            assertEquals(1000, await(fs.stat(loop(fs), local)).size());
            await(open(fs, local).close());
        }
    }

    @Test
    void itsReadsLeaveRoomForOthers() throws Exception {
        try (SlowFs slow = mount()) {
            readsLeaveRoom(slow);
        }
    }

    /** The system gives such numbers anew: it is likely that of the file system in memory that was there just before. */
    @Test
    @Tag("mount")
    void itMayHaveTheNumberOfALocalDevice() throws Exception {
        fs = narrow();
        try (Tmpfs memory = Tmpfs.mount(path("memory"), "size=1m")) {
            AsyncFile file = open(fs, Content.write(memory.path("a"), 10));
            await(file.read(0, 10)).release();
            await(file.close());
        }
        try (SlowFs slow = mountAlone()) {
            // The pool has nothing but the table of mounts, which is read once a second.
            await(loop(fs).schedule(() -> {}, 1100, TimeUnit.MILLISECONDS));
            othersGoOn(open(fs, local)); // in all of which it has been read
            readsLeaveRoom(slow);
        }
    }

    private void readsLeaveRoom(SlowFs slow) throws Exception {
        AsyncFile other = open(fs, local);
        AsyncFile file = open(fs, slow.path("a"));
        slow.hold(SlowOp.READ);
        List<Future<ByteBuf>> reads = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            reads.add(file.read(i, 10));
        }
        slow.awaitWaiting(SlowOp.READ, THREADS / 2);
        othersGoOn(other);
        assertEquals(DEPTH / 2, fs.counters().get("inFlight"));
        assertEquals(FLOOD - DEPTH / 2, fs.counters().get("pending"));
        slow.release(SlowOp.READ);
        for (int i = 0; i < FLOOD; i++) {
            ByteBuf buffer = await(reads.get(i));
            Content.assertAt(i, 10, buffer);
            buffer.release();
        }
    }

    @Test
    void itsOpensLeaveRoomForOthers() throws Exception {
        try (SlowFs slow = mount()) {
            AsyncFile other = open(fs, local);
            slow.hold(SlowOp.LOOKUP);
            List<Future<AsyncFile>> opens = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                opens.add(fs.open(loop(fs), slow.path("a")));
            }
            slow.awaitWaiting(SlowOp.LOOKUP, THREADS / 2);
            othersGoOn(other);
            slow.release(SlowOp.LOOKUP);
            for (Future<AsyncFile> open : opens) {
                await(await(open).close());
            }
        }
    }

    /** A link beside the others' file leads there; the mount has been gone to before it hangs. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void opensThroughALinkLeaveRoomForOthers(boolean toAFile) throws Exception {
        try (SlowFs slow = mount()) {
            AsyncFile other = open(fs, local);
            Path link = Files.createSymbolicLink(path("link"), toAFile ? slow.path("a") : slow.path(""));
            Path there = toAFile ? link : link.resolve("a");
            await(open(fs, there).close());
            slow.hold(SlowOp.OPEN);
            List<Future<AsyncFile>> opens = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                opens.add(fs.open(loop(fs), there));
            }
            slow.awaitWaiting(SlowOp.OPEN, THREADS / 2);
            othersGoOn(other);
            slow.release(SlowOp.OPEN);
            for (Future<AsyncFile> open : opens) {
                await(await(open).close());
            }
        }
    }

    @Test
    void itsClosesLeaveRoomForOthers() throws Exception {
        try (SlowFs slow = mount()) {
            AsyncFile other = open(fs, local);
            List<AsyncFile> files = new ArrayList<>();
            for (int i = 0; i < 2 * THREADS; i++) {
                files.add(open(fs, slow.path("a")));
            }
            slow.hold(SlowOp.FLUSH);
            List<Future<Void>> closes = files.stream().map(AsyncFile::close).toList();
            slow.awaitWaiting(SlowOp.FLUSH, THREADS / 2);
            othersGoOn(other);
            slow.release(SlowOp.FLUSH);
            for (Future<Void> close : closes) {
                await(close);
            }
        }
    }

    /** Many files wait for the share of the mount; those that are cancelled meanwhile do not keep the others waiting. */
    @Test
    void filesThatWaitForItTakeTurnsAndMayBeCancelled() throws Exception {
        try (SlowFs slow = mount()) {
            List<AsyncFile> files = new ArrayList<>();
            for (int i = 0; i < 3 * DEPTH; i++) {
                files.add(open(fs, slow.path("a")));
            }
            slow.hold(SlowOp.READ);
            List<Future<ByteBuf>> reads = new ArrayList<>();
            for (int i = 0; i < FLOOD; i++) {
                reads.add(files.get(i % files.size()).read(i, 10));
            }
            slow.awaitWaiting(SlowOp.READ, THREADS / 2);
            for (int i = FLOOD - 1; i >= DEPTH; i--) {
                assertTrue(i % 3 == 0 || reads.get(i).cancel(false), "read " + i);
            }
            slow.release(SlowOp.READ);
            for (int i = 0; i < FLOOD; i++) {
                if (i < DEPTH || i % 3 == 0) {
                    assertTrue(await(reads.get(i)).release());
                } else {
                    assertFalse(done(reads.get(i)).isSuccess());
                }
            }
            for (AsyncFile file : files) {
                await(file.close());
            }
        }
    }
}
