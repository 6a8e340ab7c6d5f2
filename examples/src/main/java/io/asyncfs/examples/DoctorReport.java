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
import java.util.List;

/**
 * What {@code doctor} found; the components are the keys of its JSON document.
 *
 * @param os the name of the operating system
 * @param kernel its version
 * @param jdk version, vendor and architecture of the running JDK
 * @param libc the C library of this process; null where it cannot be told
 * @param chosen the backend {@link AsyncFs#create()} uses; null when a required one is missing
 * @param backends what {@link AsyncFs#backends()} says
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
        String jdk = Runtime.version() + " (" + System.getProperty("java.vendor") + ", " + System.getProperty("os.arch")
                + ")";
        DoctorReport report = new DoctorReport(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                jdk,
                Libc.name(),
                chosen,
                AsyncFs.backends(),
                ProcLimits.read(),
                pathReport);
        return new Outcome(report, unavailable);
    }
}
