/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine: files that are open already, any depth and size, and every way to fail. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.cp.CopyScene#backends")
class CpFileCopyTest {
    private static final int CHUNK = 32 * 1024; // what SlowFs takes in one request
    private static final int EIO = 5;
    private static final int ENOSPC = 28;
    private static final long SECONDS = 30;

    private final String backend;

    @TempDir
    Path dir;

    private CopyScene scene;
    private AsyncFile from;
    private AsyncFile to;

    CpFileCopyTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void begin() throws Exception {
        scene = new CopyScene(backend, dir);
    }

    @AfterEach
    void end() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 32, 1024})
    void copiesEverySize(int depth) throws Exception {
        for (int size : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 100 * CHUNK + 17}) {
            byte[] bytes = CopyScene.random(size);
            Path source = Files.write(dir.resolve("s"), bytes);
            open(source, dir.resolve("t" + size));
            assertEquals(size, get(copy(size, depth).start()));
            close();
            assertArrayEquals(bytes, Files.readAllBytes(dir.resolve("t" + size)), size + " bytes");
        }
    }

    @Test
    void copiesOnALoopOfTheUser() throws Exception {
        byte[] bytes = CopyScene.random(10 * CHUNK + 1);
        Path source = Files.write(dir.resolve("s"), bytes);
        EventLoopGroup group = scene.fs.newEventLoopGroup(2);
        try {
            EventLoop loop = group.next();
            from = get(scene.fs.open(loop, source));
            to = get(scene.fs.create(loop, dir.resolve("t")));
            assertEquals(bytes.length, get(copy(bytes.length, 4).start()));
            AsyncFile elsewhere = to.view(group.next());
            CopyPlan plan = CopyPlan.of(1, 1, 1);
            assertThrows(IllegalArgumentException.class, () -> new FileCopy(scene.fs, from, elsewhere, plan));
            get(elsewhere.close());
            close();
        } finally {
            group.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS).sync();
        }
        assertArrayEquals(bytes, Files.readAllBytes(dir.resolve("t")));
    }

    @Test
    void leavesOutWhatIsAdded() throws Exception {
        byte[] bytes = CopyScene.random(5 * CHUNK);
        open(Files.write(dir.resolve("s"), bytes), dir.resolve("t"));
        assertEquals(2 * CHUNK + 5, get(copy(2 * CHUNK + 5, 8).start()));
        close();
        assertArrayEquals(Arrays.copyOf(bytes, 2 * CHUNK + 5), Files.readAllBytes(dir.resolve("t")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 5 * CHUNK - 1})
    void failsWhenSomeIsTakenAway(int left) throws Exception {
        open(Files.write(dir.resolve("s"), CopyScene.random(left)), dir.resolve("t"));
        EOFException failure = failure(EOFException.class, copy(5 * CHUNK, 2).start());
        assertTrue(failure.getMessage().contains("became shorter"), failure.getMessage());
        close();
    }

    @Test
    void failsForAFileThatDoesNotTellItsSize() throws Exception {
        open(Path.of("/proc/cpuinfo"), dir.resolve("t"));
        FileSystemException failure =
                failure(FileSystemException.class, copy(0, 2).start());
        assertTrue(failure.getMessage().contains("/proc/cpuinfo"), failure.getMessage());
        close();
    }

    @Test
    void writesPaddedChunksAndCutsThePadding() throws Exception {
        for (int size : new int[] {1, 511, 512, 4096 + 1, 3 * CHUNK + 4095}) {
            byte[] bytes = CopyScene.random(size);
            open(Files.write(dir.resolve("s"), bytes), dir.resolve("t" + size));
            CopyPlan plan = new CopyPlan(size, 2, CHUNK, 4096);
            assertEquals(size, get(new FileCopy(scene.fs, from, to, plan).start()));
            close();
            assertArrayEquals(bytes, Files.readAllBytes(dir.resolve("t" + size)), size + " bytes");
        }
    }

    @Test
    void finishesPartialReadsAndWrites() throws Exception {
        CopyScene.needFuse();
        byte[] bytes = CopyScene.random(3 * CHUNK + 100);
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            open(Files.write(slow.path("s"), bytes), slow.path("t"));
            slow.cutShort(SlowOp.READ, 1000).cutShort(SlowOp.WRITE, 777);
            assertEquals(bytes.length, get(copy(bytes.length, 3).start()));
            // With an alignment it goes on at an aligned offset, so reads that never get that far are no progress.
            slow.cutShort(SlowOp.READ, 5000);
            assertEquals(
                    bytes.length,
                    get(new FileCopy(scene.fs, from, to, new CopyPlan(bytes.length, 3, CHUNK, 4096)).start()));
            close();
            slow.cutShort(SlowOp.READ, 0);
            assertArrayEquals(bytes, Files.readAllBytes(slow.path("t")));
        }
    }

    @Test
    void keepsItsDepthInFlightAndFailsWithTheFirstOfThem() throws Exception {
        CopyScene.needFuse();
        int depth = 7;
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            open(Files.write(slow.path("s"), CopyScene.random(50 * CHUNK)), dir.resolve("t"));
            slow.hold(SlowOp.READ);
            int before = slow.count(SlowOp.READ);
            Future<Long> copying = copy(50 * CHUNK, depth).start();
            slow.awaitWaiting(SlowOp.READ, depth);
            assertEquals("alive", get(from.executor().submit(() -> "alive")), "the loop waits");
            slow.fail(SlowOp.READ, EIO).release(SlowOp.READ);
            FileSystemException failure = failure(FileSystemException.class, copying);
            assertTrue(failure.getMessage().contains("EIO"), failure.getMessage());
            assertEquals(depth, slow.count(SlowOp.READ) - before, "reads after the failure");
            assertEquals(0, get(to.size()));
            close();
        }
    }

    @Test
    void failsWithAWrite() throws Exception {
        CopyScene.needFuse();
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            open(Files.write(dir.resolve("s"), CopyScene.random(50 * CHUNK)), slow.path("t"));
            slow.fail(SlowOp.WRITE, ENOSPC);
            FileSystemException failure =
                    failure(FileSystemException.class, copy(50 * CHUNK, 7).start());
            assertTrue(failure.getMessage().contains("ENOSPC"), failure.getMessage());
            assertTrue(slow.count(SlowOp.WRITE) <= 7, "writes after the failure");
            close();
        }
    }

    @Test
    void isDoneWithAStopWhenNothingIsUnderWay() throws Exception {
        CopyScene.needFuse();
        CancellationException cause = new CancellationException("enough");
        try (SlowFs slow = SlowFs.mount(dir.resolve("slow"))) {
            open(Files.write(slow.path("s"), CopyScene.random(50 * CHUNK)), dir.resolve("t"));
            slow.hold(SlowOp.READ);
            FileCopy copy = copy(50 * CHUNK, 5);
            Future<Long> copying = copy.start();
            slow.awaitWaiting(SlowOp.READ, 5);
            copy.stop(cause);
            get(from.executor().submit(() -> {}));
            assertFalse(copying.isDone(), "buffers are still with the kernel");
            slow.release(SlowOp.READ);
            assertSame(cause, failure(CancellationException.class, copying));
            assertEquals(0, copy.copied());
            copy.stop(new CancellationException("again"));
            close();
        }
    }

    @Test
    void failsWhenAFileIsClosedUnderIt() throws Exception {
        open(Files.write(dir.resolve("s"), CopyScene.random(20 * CHUNK)), dir.resolve("t"));
        get(to.close());
        assertInstanceOf(
                IOException.class, failure(Throwable.class, copy(20 * CHUNK, 4).start()));
        get(from.close());
    }

    @Test
    void boundsItsMemory() {
        assertEquals(512 * 1024, CopyPlan.of(1L << 40, 1, 4096).chunk());
        for (int depth : new int[] {1, 32, 200, CopyPlan.MAX_DEPTH}) {
            CopyPlan plan = CopyPlan.of(1L << 40, depth, 4096);
            assertEquals(depth, plan.slots());
            assertTrue((long) plan.slots() * plan.chunk() <= 64 << 20, plan.toString());
        }
    }

    private void open(Path source, Path target) throws Exception {
        from = get(scene.fs.open(source, StandardOpenOption.READ));
        to = get(scene.fs.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    private void close() throws Exception {
        get(from.close());
        get(to.close());
    }

    private FileCopy copy(long size, int depth) {
        return new FileCopy(scene.fs, from, to, new CopyPlan(size, depth, CHUNK, 1));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    private static <T extends Throwable> T failure(Class<T> type, Future<?> future) throws Exception {
        try {
            future.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return assertInstanceOf(type, e.getCause());
        } catch (CancellationException e) {
            return assertInstanceOf(type, future.cause());
        }
        throw new AssertionError("expected it to fail");
    }
}
