/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.asyncfs.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code doctor} found; the components are the keys of its JSON document.
 *
 * @param os the name of the operating system
 * @param kernel its version
 * @param jdk version, vendor and architecture of the running JDK
 * @param libc the C library of this process; null where it cannot be told
 * @param chosen the backend {@link AsyncFs#create()} uses; null when a required one is missing
 * @param backends every backend of every system
 * @param limits limits of this process and of the kernel
 * @param path the file system of the path asked about; null when none was
 */
record DoctorReport(
        String os,
        String kernel,
        String jdk,
        String libc,
        String chosen,
        List<BackendStatus> backends,
        ProcLimits limits,
        PathReport path) {

    /** Which system each backend needs, for those this version does not have on the running one; best first. */
    private static final Map<String, String> SYSTEMS =
            Map.of("io_uring", "Linux", "linux_aio", "Linux", "kqueue_aio", "FreeBSD or macOS", "iocp", "Windows");

    private static final List<String> NAMES = List.of("io_uring", "linux_aio", "kqueue_aio", "iocp", "pool");

    /**
     * A report, and why nothing could be chosen.
     *
     * @param unavailable null when something was chosen
     */
    record Outcome(DoctorReport report, BackendUnavailableException unavailable) {}

    /**
     * Looks at this machine.
     *
     * @param path what to look at besides; null for nothing
     */
    static Outcome collect(Path path) throws IOException, InterruptedException {
        PathReport pathReport = path == null ? null : PathReport.of(path);
        String chosen = null;
        BackendUnavailableException unavailable = null;
        try (AsyncFs fs = AsyncFs.create()) {
            chosen = fs.backend();
            if (pathReport != null) {
                pathReport = pathReport.with(DirectReport.of(fs, path));
            }
        } catch (BackendUnavailableException e) {
            unavailable = e;
        }
        String os = System.getProperty("os.name");
        String jdk = Runtime.version() + " (" + System.getProperty("java.vendor") + ", " + System.getProperty("os.arch")
                + ")";
        DoctorReport report = new DoctorReport(
                os,
                System.getProperty("os.version"),
                jdk,
                Libc.name(),
                chosen,
                everyBackend(os, AsyncFs.backends()),
                ProcLimits.read(),
                pathReport);
        return new Outcome(report, unavailable);
    }

    /** Completes what the library reports with the backends it has no code for on this system. */
    static List<BackendStatus> everyBackend(String os, List<BackendStatus> known) {
        List<BackendStatus> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add(known.stream()
                    .filter(status -> status.name().equals(name))
                    .findFirst()
                    .orElseGet(() -> missing(os, name)));
        }
        known.stream().filter(status -> !NAMES.contains(status.name())).forEach(all::add);
        return List.copyOf(all);
    }

    private static BackendStatus missing(String os, String name) {
        String system = SYSTEMS.get(name);
        if (system != null && !runsOn(system, os)) {
            return new BackendStatus(name, false, "needs " + system + "; this is " + os, null);
        }
        return new BackendStatus(name, false, "this version of asyncfs has no such backend", null);
    }

    private static boolean runsOn(String systems, String os) {
        for (String system : systems.split(" or ")) {
            // The JDK calls it "Mac OS X", and Windows by its edition, such as "Windows 11".
            if (os.startsWith(system) || (system.equals("macOS") && os.startsWith("Mac"))) {
                return true;
            }
        }
        return false;
    }
}
