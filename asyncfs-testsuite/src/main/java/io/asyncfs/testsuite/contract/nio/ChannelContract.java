/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.AsyncFs;
import io.asyncfs.nio.AsyncFsAsynchronousFileChannel;
import io.asyncfs.nio.AsyncFsFileChannel;
import io.asyncfs.testsuite.harness.Contract;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.function.Executable;

/** The base of the chapter about channels in the JDK's shapes. */
@Tag("adapter")
abstract class ChannelContract extends Contract {
    /** Whose channels: the JDK's own say what is expected. */
    enum Whose {
        THE_JDKS,
        OURS
    }

    /** As the JDK's default executor of asynchronous channels, whose threads have no name to know them by. */
    private static final ExecutorService THREADS_OF_THE_JDK = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "jdk-channel");
        thread.setDaemon(true);
        return thread;
    });

    private AsyncFs engine;

    /** What the channels run on: as that of the provider, it refuses nothing for being too much. */
    final AsyncFs engine() {
        if (engine == null) {
            engine = fs(settings -> settings.maxPendingOps(1 << 30));
        }
        return engine;
    }

    /** How many random operations are compared: each takes several times as long as one on a file of ours. */
    final int comparisons() {
        return backend().ops() / 5;
    }

    /** Makes both files of a comparison, with the same content. */
    final void fill() throws IOException {
        file("jdk", 3 * RandomBuffers.LONGEST);
        file("ours", 3 * RandomBuffers.LONGEST);
    }

    /** One random operation on one side of a comparison, which tells everything that can be seen of it. */
    @FunctionalInterface
    interface Operation<S> {
        String on(S side, Random random) throws Exception;
    }

    /** Asserts that the same random operations do the same on both sides. */
    static <S> void compare(S jdk, S ours, Random random, int operations, Operation<S> operation) throws Exception {
        for (int i = 0; i < operations; i++) {
            long seed = random.nextLong();
            String expected = operation.on(jdk, new Random(seed));
            assertEquals(expected, operation.on(ours, new Random(seed)), "operation " + i);
        }
    }

    final AsynchronousFileChannel asynchronous(
            Whose whose,
            Path path,
            Set<? extends OpenOption> options,
            ExecutorService executor,
            FileAttribute<?>... attributes)
            throws IOException {
        return whose == Whose.OURS
                ? AsyncFsAsynchronousFileChannel.open(engine(), path, options, executor, attributes)
                : AsynchronousFileChannel.open(
                        path, options, executor == null ? THREADS_OF_THE_JDK : executor, attributes);
    }

    final FileChannel fileChannel(
            Whose whose, Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return whose == Whose.OURS
                ? AsyncFsFileChannel.open(engine(), path, options, attributes)
                : FileChannel.open(path, options, attributes);
    }

    /** Asserts that a call throws just that, and nothing derived from it. */
    static void throwsExactly(Class<? extends Throwable> type, Executable call) {
        assertEquals(type, assertThrows(Throwable.class, call).getClass());
    }
}
