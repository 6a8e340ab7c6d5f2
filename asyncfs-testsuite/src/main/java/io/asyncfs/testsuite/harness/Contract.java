/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.AsyncFsBuilder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The base of all contracts: makes what a test needs and cleans up after it. All futures are awaited with a limit. */
@ExtendWith(ContractExtension.class)
@Timeout(300)
public abstract class Contract {
    /** System property: for how many seconds a test waits for what must happen. */
    public static final String PATIENCE = "io.asyncfs.test.patience";

    /** Its value. */
    public static final int PATIENCE_SECONDS = Integer.getInteger(PATIENCE, 30);

    Scene scene;

    /** Returns what is tested. */
    protected final BackendUnderTest backend() {
        return scene.backend;
    }

    /** Returns the instance of this test, with default settings. */
    protected final AsyncFs fs() {
        return scene.fs();
    }

    /** Makes another instance, closed after the test. */
    protected final AsyncFs fs(Consumer<AsyncFsBuilder> settings) {
        return scene.newFs(settings);
    }

    /** Returns the loop of {@link #fs()}; null in a run without loops, where files live on the files-only loop. */
    protected final EventLoop loop() {
        return loop(fs());
    }

    /** Returns the loop of an instance. */
    protected final EventLoop loop(AsyncFs of) {
        return backend().transport() == BackendUnderTest.Transport.FILES
                ? null
                : group(of).next();
    }

    /** Returns the group of one loop of an instance. */
    protected final EventLoopGroup group(AsyncFs of) {
        return scene.group(of);
    }

    /** Has a group shut down after the test. */
    protected final <G extends EventExecutorGroup> G owned(G group) {
        return scene.owned(group);
    }

    /** Has a resource closed after the test, before the instances and groups. */
    protected final <R extends AutoCloseable> R closeLater(R resource) {
        return scene.closeLater(resource);
    }

    /** Returns the empty directory of this test. */
    protected final Path dir() {
        return scene.dir;
    }

    /** Returns a path in the directory of this test. */
    protected final Path path(String name) {
        return scene.dir.resolve(name);
    }

    /** Returns true when the directory of this test is on a file system that may hang, such as FUSE or NFS. */
    protected final boolean isServedByAnotherProcess() throws IOException {
        return Files.getFileStore(dir()).type().matches("fuse.*|nfs.*|cifs|smb.*|9p|ceph|afs");
    }

    /** Returns how many operations on files of this test's directory may be in flight at {@code queueDepth}. */
    protected final int depthHere(int queueDepth) throws IOException {
        return isServedByAnotherProcess() ? (queueDepth + 1) / 2 : queueDepth;
    }

    /** Makes a file of {@code length} bytes of {@link Content}. */
    protected final Path file(String name, int length) throws IOException {
        return Content.write(path(name), length);
    }

    /** Opens a file on {@link #loop()}. */
    protected final AsyncFile open(Path path, OpenOption... options) {
        return open(fs(), path, options);
    }

    /** Opens a file on the loop of an instance. */
    protected final AsyncFile open(AsyncFs of, Path path, OpenOption... options) {
        return await(of.open(loop(of), path, options));
    }

    /** Creates a file to read and write on {@link #loop()}. */
    protected final AsyncFile create(String name) {
        return await(fs().create(loop(), path(name)));
    }

    /** Runs a task on the executor of a file, where its completions cannot overtake it, and returns what it returns. */
    protected static <T> T onLoopOf(AsyncFile file, Callable<T> task) {
        return await(file.executor().submit(task));
    }

    /** Returns the result of a future, or throws its cause. */
    public static <T> T await(Future<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException e) {
            throw Contract.<RuntimeException>sneaky(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not done after " + PATIENCE_SECONDS + " s:" + Threads.dump(), e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting:" + Threads.dump(), e);
        }
    }

    /** Begins to wait for what no future tells. */
    public static ConditionFactory eventually(String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE_SECONDS, SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2));
    }

    /** Waits until a future is done, however it ends. */
    protected static <F extends Future<?>> F done(F future) {
        try {
            if (!future.await(PATIENCE_SECONDS, SECONDS)) {
                throw new AssertionError("not done after " + PATIENCE_SECONDS + " s:" + Threads.dump());
            }
            return future;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting:" + Threads.dump(), e);
        }
    }

    /** Asserts that a future fails with exactly this type, and returns the failure. */
    protected static <X extends Throwable> X failure(Class<X> type, Future<?> future) {
        Throwable cause = done(future).cause();
        if (cause == null) {
            throw new AssertionError("expected " + type.getName() + " but it succeeded with " + future.getNow());
        }
        if (cause.getClass() != type) {
            throw new AssertionError("expected " + type.getName() + " but was " + cause, cause);
        }
        return type.cast(cause);
    }

    /** Reads a whole small file with the JDK and asserts that it is {@link Content} from 0. */
    protected static void assertContent(Path path, int length) throws IOException {
        byte[] actual = Files.readAllBytes(path);
        assertEquals(length, actual.length, "size");
        ByteBuf buffer = io.netty.buffer.Unpooled.wrappedBuffer(actual);
        Content.assertAt(0, length, buffer);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X sneaky(Throwable cause) throws X {
        throw (X) cause;
    }

    /** Reads a file of 100 bytes so often that a backend which keeps such files keeps it. */
    protected static void readOften(AsyncFile file) {
        for (int i = 0; i < 200; i++) {
            await(file.read(i % 100, 1)).release();
        }
    }
}
