/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.benchmarks.Preflight;
import io.asyncfs.benchmarks.work.TestFiles;
import io.asyncfs.benchmarks.work.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code bench compare} refuses before it begins. */
class CompareOptionsTest {
    @TempDir
    private Path dir;

    private final StringWriter said = new StringWriter();

    private void refused(String reason, String... args) throws IOException {
        said.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(said, true);
        String[] all = Stream.concat(Stream.of("--dir", dir.toString()), Stream.of(args))
                .toArray(String[]::new);
        int status = new CommandLine(new CompareCommand())
                .setOut(writer)
                .setErr(writer)
                .execute(all);
        assertEquals(CommandLine.ExitCode.USAGE, status, said::toString);
        assertTrue(said.toString().startsWith(reason), said::toString);
        try (Stream<Path> files = Files.list(dir)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void reportsThatCannotBeWritten() throws Exception {
        String missing = dir.resolve("missing/report").toString();
        refused("--json: expected a file in a directory that is there", "--json", missing);
        refused("--html: expected a file in a directory that is there", "--html", missing);
        refused("--html: expected a file in a directory that is there", "--html", dir.toString());
        refused("--svg: expected a directory that can be made", "--svg", "/dev/null/pictures");
    }

    @Test
    void aDirectoryWithoutRoom() throws Exception {
        Preflight preflight = new Preflight(new CommandLine(new CompareCommand()).getCommandSpec());
        preflight.space("--dir", dir, 1);
        ParameterException refused =
                assertThrows(ParameterException.class, () -> preflight.space("--dir", dir, Long.MAX_VALUE));
        assertTrue(refused.getMessage().startsWith("--dir: expected room for "), refused.getMessage());
    }

    @Test
    void roundsBesideQuick() throws Exception {
        refused("--rounds: expected nothing beside --quick, which does one round, got 3", "--quick", "--rounds", "3");
        refused("--rounds: expected 1 to 100, got 0", "--rounds", "0");
    }

    @Test
    void aCheckOfNothing() throws Exception {
        refused("--check: expected nothing of --quick", "--check", "--quick");
        refused("--check: expected a workload with a goal, got smallfiles", "--check", "--only", "smallfiles-10000");
    }

    @Test
    void aWorkloadIsDoneOnceHoweverOftenItIsNamed() {
        CompareCommand command = new CompareCommand();
        String[] names = {"smallfiles-10000", "randwrite-4k-qd32", "smallfiles-10000"};
        new CommandLine(command).parseArgs("--only", String.join(",", names));
        assertEquals(
                List.of(names[0], names[1]),
                command.workloads().stream().map(Workload::name).toList());
    }

    @Test
    void theRoomThatIsNeededIsThatOfEachFileOnce() {
        TestFiles files = new TestFiles(dir, 1 << 20);
        List<Workload> workloads = Stream.of(
                        "randread-4k-cached-qd1",
                        "seqread-1m-cached-qd8",
                        "randwrite-4k-qd32",
                        "smallfiles-10000",
                        "append-512-dsync-1w")
                .map(name -> Workload.named(name).orElseThrow())
                .toList();
        assertEquals((2 << 20) + 10_000 * 4096, files.needed(workloads));
    }
}
