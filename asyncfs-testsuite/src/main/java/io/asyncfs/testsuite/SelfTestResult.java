/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite;

import java.util.ArrayList;
import java.util.List;

/**
 * What came out of a {@link SelfTest}.
 *
 * @param passed how many tests passed
 * @param failed what failed, and why
 * @param skipped what was skipped, and why
 */
public record SelfTestResult(int passed, List<Test> failed, List<Test> skipped) {
    /** Nothing passed, failed or was skipped. */
    public static final SelfTestResult NONE = new SelfTestResult(0, List.of(), List.of());

    /**
     * A test that did not pass.
     *
     * @param name class and method, with the arguments if there are any
     * @param reason why, in one or a few lines
     * @param cause the failure; null for a test that was skipped
     */
    public record Test(String name, String reason, Throwable cause) {}

    /** Returns true when something passed and nothing failed. */
    public boolean isSuccess() {
        return passed > 0 && failed.isEmpty();
    }

    /** Returns {@code N passed, N failed, N skipped}. */
    @Override
    public String toString() {
        return passed + " passed, " + failed.size() + " failed, " + skipped.size() + " skipped";
    }

    /** Returns the same with a run's name, such as a backend's, before the names of the tests. */
    public SelfTestResult of(String run) {
        return new SelfTestResult(passed, named(run, failed), named(run, skipped));
    }

    /** Returns what came out of both. */
    public SelfTestResult plus(SelfTestResult other) {
        return new SelfTestResult(passed + other.passed, join(failed, other.failed), join(skipped, other.skipped));
    }

    private static List<Test> named(String run, List<Test> tests) {
        return tests.stream()
                .map(test -> new Test(run + ' ' + test.name, test.reason, test.cause))
                .toList();
    }

    private static List<Test> join(List<Test> first, List<Test> second) {
        List<Test> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
