/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.report;

import java.io.IOException;

/**
 * An engine that does not take part.
 *
 * @param engine its name
 * @param workload in which it failed; null when it takes part in none
 * @param reason what it lacks here, or what went wrong
 */
public record Absent(String engine, String workload, String reason) {
    /** Takes one that takes part in nothing. */
    public Absent(String engine, String reason) {
        this(engine, null, reason);
    }

    /** Takes one that failed in a workload, or, when that is null, could not even begin. */
    public static Absent because(String engine, String workload, IOException failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String said = message.startsWith(engine + ": ") ? message.substring(engine.length() + 2) : message;
        return new Absent(engine, workload, String.join("; ", said.strip().split("\\s*\\n\\s*")));
    }

    /** Returns whether this is why there is no result. */
    boolean concerns(Goal.Need need) {
        return engine.equals(need.engine()) && (workload == null || workload.equals(need.workload()));
    }

    /** Returns who lacks what. */
    public String line() {
        return engine + (workload == null ? "" : " in " + workload) + ": " + reason;
    }
}
