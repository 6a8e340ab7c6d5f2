/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import io.asyncfs.testsuite.harness.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what was acknowledged survives a power cut, on ext4 and a disk with a volatile cache: see {@link PowerCuts}. A
 * program for a kernel with the device mapper target log-writes, run as root by {@code .ci/kernels.d/guest/powercut.sh}:
 *
 * <pre>java -cp '...' io.asyncfs.testsuite.powercut.PowerCutTrials [BACKEND...]</pre>
 *
 * System properties: {@code records} (how many a trial writes, 40), {@code seed}, {@code points} ({@code all}: cut after
 * every write as well). Ends with the line {@code N passed, N failed, N skipped}, and with 0 if none failed.
 */
public final class PowerCutTrials {
    private static final String FILE = "records";

    private final LoggedDisk disk;
    private final long seed = Long.getLong("seed", System.nanoTime() % 1_000_000);
    private final int count = Integer.getInteger("records", 40);
    private final boolean everywhere = "all".equals(System.getProperty("points"));
    private int passed;
    private int failed;

    private PowerCutTrials(LoggedDisk disk) {
        this.disk = disk;
    }

    /** Runs the program. */
    public static void main(String[] backends) throws IOException {
        Path directory = Files.createTempDirectory("asyncfs-powercut-");
        PowerCutTrials trials;
        try (LoggedDisk disk = new LoggedDisk(directory)) {
            trials = new PowerCutTrials(disk);
            for (String backend : backends.length == 0 ? new String[] {"io_uring", "linux_aio", "pool"} : backends) {
                trials(backend).forEach(trials::run);
            }
        }
        Commands.run("rm", "-r", directory.toString());
        System.out.println(trials.passed + " passed, " + trials.failed + " failed, 0 skipped");
        System.exit(trials.failed == 0 ? 0 : 1);
    }

    private static List<Trial> trials(String backend) {
        List<Trial> trials = new ArrayList<>();
        for (boolean direct : new boolean[] {false, true}) {
            trials.add(new Trial(backend, direct, Durability.DATASYNC, "noatime"));
            // Controls: the same test must see records lost that are not synced, or that the disk is not told to keep.
            trials.add(new Trial(backend, direct, Durability.NONE, "noatime"));
            trials.add(new Trial(backend, direct, Durability.RANGE, "noatime"));
            trials.add(new Trial(backend, direct, Durability.DATASYNC, "noatime,barrier=0"));
        }
        return trials;
    }

    private void run(Trial trial) {
        System.out.println("== " + trial + ", seed " + seed);
        // A control loses its first record already.
        Records records = trial.records(seed, trial.mustSurvive() ? count : Math.min(count, 8));
        long begun = System.nanoTime();
        try {
            disk.mount(trial.mountOptions());
            try {
                RecordWriter.write(trial, records, disk, FILE);
            } finally {
                disk.unmount();
            }
            long written = System.nanoTime();
            PowerCuts cuts = new PowerCuts(records, disk, FILE, everywhere);
            List<String> lost = cuts.run();
            System.out.println(cuts);
            System.out.println("written in " + (written - begun) / 1_000_000 + " ms, cut in "
                    + (System.nanoTime() - written) / 1_000_000 + " ms");
            verdict(trial, lost);
        } catch (IOException | RuntimeException | AssertionError e) {
            e.printStackTrace();
            failed++;
        }
    }

    private void verdict(Trial trial, List<String> lost) {
        if (lost.isEmpty() == trial.mustSurvive()) {
            passed++;
            System.out.println(lost.isEmpty() ? "nothing is lost" : "loses records, as it must: " + lost.get(0));
        } else {
            failed++;
            System.out.println(
                    "FAILED: " + (lost.isEmpty() ? "nothing is lost, which must be" : String.join("\n", lost)));
        }
    }
}
