/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.benchmarks.Console;
import io.asyncfs.benchmarks.report.Absent;
import io.asyncfs.benchmarks.report.Result;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import io.asyncfs.benchmarks.work.WrongBytesException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Who has a turn when, and what becomes of the others when one fails. */
class RoundsTest {
    private static final Workload WORKLOAD = Workload.named("randwrite-4k-qd32").orElseThrow();

    private static final String COLD = "cold";

    @TempDir
    private Path dir;

    private final StringWriter said = new StringWriter();
    private final List<String> turns = new ArrayList<>();

    private Rounds rounds(int count) {
        CommandLine line = new CommandLine(new CompareCommand()).setOut(new PrintWriter(said, true));
        return new Rounds(
                new Rounds.Plan(count, 0.1, 0.1, 0.1),
                new TestFiles(dir, 1 << 20),
                new Console(line.getCommandSpec(), false));
    }

    /** Notes its turns, and fails in one of them. */
    private record Noting(String name, List<String> turns, int failsIn, IOException failure) implements Contender {
        @Override
        public String backend() {
            return "b";
        }

        @Override
        public boolean supports(Workload workload) {
            return true;
        }

        @Override
        public String commandLine(Job job, double seconds) {
            return "c";
        }

        @Override
        public boolean warmsUp() {
            return !name.equals(COLD);
        }

        @Override
        public Measurement run(Job job, double seconds) throws IOException {
            turns.add(name);
            if (turns.stream().filter(name::equals).count() == failsIn) {
                throw failure;
            }
            return new Measurement(1, 1, null, null, null, null, 1, null, null, 0);
        }

        @Override
        public boolean verify(Job job, double seconds) {
            return true;
        }

        @Override
        public Double countCalls(Job job, double seconds) {
            return null;
        }

        @Override
        public void close() {}
    }

    private Noting noting(String name) {
        return new Noting(name, turns, 0, null);
    }

    @Test
    void whatOneCannotDoIsLeftOutAndTheOthersGoOn() throws Exception {
        Rounds rounds = rounds(2);
        IOException failure = new IOException("bad: no memory\nfor buffers\n");
        List<Result> results =
                rounds.run(WORKLOAD, List.of(noting("good"), new Noting("bad", turns, 2, failure), noting("fine")));
        assertEquals(
                Set.of("good", "fine"),
                new HashSet<>(results.stream().map(Result::engine).toList()));
        assertEquals(List.of(new Absent("bad", WORKLOAD.name(), "no memory; for buffers")), rounds.failed());
        assertEquals(
                "does not take part: bad in " + WORKLOAD.name() + ": no memory; for buffers",
                said.toString().strip());
        assertEquals(2, turns.stream().filter("bad"::equals).count());
    }

    @Test
    void wrongBytesEndAll() {
        WrongBytesException failure = new WrongBytesException("wrong bytes");
        List<Contender> contenders = List.of(new Noting("bad", turns, 1, failure), noting("good"));
        assertThrows(WrongBytesException.class, () -> rounds(2).run(WORKLOAD, contenders));
        assertEquals(List.of("bad"), turns);
    }

    @Test
    void whoIsWarmAtOnceIsMeasuredAtOnce() throws Exception {
        rounds(1).run(WORKLOAD, List.of(noting("warms up"), noting(COLD)));
        assertEquals(
                List.of("cold", "warms up", "warms up"), turns.stream().sorted().toList());
    }

    @Test
    void nobodyAlwaysFollowsTheSameOne() throws Exception {
        int rounds = 5; // as many as there are if none are asked for
        List<String> names = List.of("a", "b", "c", "d", "e", "f");
        rounds(rounds).run(WORKLOAD, names.stream().<Contender>map(this::noting).toList());
        for (String name : names) {
            List<Integer> places = Stream.iterate(names.size(), place -> place < turns.size(), place -> place + 1)
                    .filter(place -> turns.get(place).equals(name))
                    .toList();
            assertEquals(rounds, places.size());
            Set<String> before = new HashSet<>();
            places.forEach(place -> before.add(turns.get(place - 1)));
            assertTrue(before.size() >= 3, name + " follows " + before);
        }
    }
}
