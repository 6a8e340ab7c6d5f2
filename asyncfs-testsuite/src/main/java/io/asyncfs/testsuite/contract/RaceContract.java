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
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.harness.RacingOps;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads that submit, cancel, set deadlines, take views and close, all at once, on real files: every future ends exactly
 * once and with what may be, every buffer holds what it should and is let go, every descriptor is closed. {@code --ops}
 * says for how many operations; {@code .ci/stress} runs many.
 */
@Tag("concurrent")
@Tag("race")
class RaceContract extends Contract {
    private static final int THREADS = 3;
    private static final int OPS = 40;

    private int rounds() {
        return Math.max(5, backend().ops() / (THREADS * OPS) / 4);
    }

    private static OpenOption[] options(boolean direct) {
        return direct ? new OpenOption[] {READ, WRITE, DirectIo.PREFERRED} : new OpenOption[] {READ, WRITE};
    }

    /** Runs tasks at the same time, each on a thread of its own. */
    private static void race(List<Callable<Void>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<FutureTask<Void>> results = new ArrayList<>();
        for (Callable<Void> task : tasks) {
            FutureTask<Void> result = new FutureTask<>(() -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return task.call();
            });
            results.add(result);
            new Thread(result, "racer").start();
        }
        for (FutureTask<Void> result : results) {
            result.get(60, TimeUnit.SECONDS);
        }
    }

    private List<RacingOps> racers(AsyncFile file, Random random) {
        List<RacingOps> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            racers.add(new RacingOps(file, random.nextLong(), OPS, fs()));
        }
        return racers;
    }

    private Path fileOfRacers() throws IOException {
        return file("a", RacingOps.FILE_BYTES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void submitCancelDeadlineAndClose(boolean direct) throws Exception {
        Random random = new Random(backend().seed());
        Path path = fileOfRacers();
        AsyncFs fs = fs(settings -> settings.queueDepth(8));
        for (int round = 0; round < rounds(); round++) {
            AsyncFile file = open(fs, path, options(direct));
            List<RacingOps> racers = racers(file, random);
            List<Callable<Void>> tasks = new ArrayList<>(racers);
            int spins = random.nextInt(200_000);
            tasks.add(() -> {
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
                file.close();
                return null;
            });
            race(tasks);
            for (RacingOps racer : racers) {
                racer.closeViews();
            }
            await(file.close());
            for (RacingOps racer : racers) {
                racer.check();
            }
            assertEquals(0, Descriptors.count(path), "round " + round);
        }
        assertContent(path, RacingOps.FILE_BYTES);
        // What stands in for a read that was cancelled ends on its own.
        eventually("nothing is under way").until(() -> fs.counters().get("inFlight") == 0);
        assertEquals(0, fs.counters().get("pending"));
    }

    /** The loop ends in the middle: everything still ends once, and nothing stays open. */
    @Test
    void submitCancelDeadlineAndTheEndOfTheLoop() throws Exception {
        Random random = new Random(backend().seed());
        Path path = fileOfRacers();
        for (int round = 0; round < rounds() / 10 + 3; round++) {
            EventLoopGroup group = owned(backend().newGroup(fs(), 2));
            AsyncFile file = await(fs().open(group.next(), path, options(round % 2 == 1)));
            List<RacingOps> racers = racers(file, random);
            List<Callable<Void>> tasks = new ArrayList<>();
            for (RacingOps racer : racers) {
                racer.viewsOn(group.next());
                tasks.add(racer);
            }
            int spins = random.nextInt(200_000);
            tasks.add(() -> {
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
                group.shutdownGracefully(0, 15, TimeUnit.SECONDS);
                return null;
            });
            race(tasks);
            assertTrue(group.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
            for (RacingOps racer : racers) {
                racer.check();
            }
            eventually("no descriptor is left").until(() -> Descriptors.count(path) == 0);
        }
        assertContent(path, RacingOps.FILE_BYTES);
    }
}
