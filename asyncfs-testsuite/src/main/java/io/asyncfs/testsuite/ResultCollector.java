/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Counts tests, and keeps the names and reasons of those that did not pass. */
final class ResultCollector implements TestExecutionListener {
    private final Consumer<String> progress;
    private final List<SelfTestResult.Test> failed = new ArrayList<>();
    private final List<SelfTestResult.Test> skipped = new ArrayList<>();
    private int passed;

    ResultCollector(Consumer<String> progress) {
        this.progress = progress;
    }

    SelfTestResult result() {
        return new SelfTestResult(passed, List.copyOf(failed), List.copyOf(skipped));
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            progress.accept(name(test));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.add(new SelfTestResult.Test(name(test), reason, null));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Throwable cause = result.getThrowable().orElse(null);
        switch (result.getStatus()) {
            case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
            case ABORTED -> skipped.add(new SelfTestResult.Test(name(test), assumption(cause), null));
            // A container fails when it cannot even start its tests.
            case FAILED -> failed.add(new SelfTestResult.Test(name(test), reason(cause), cause));
        }
    }

    private static String assumption(Throwable cause) {
        return reason(cause).replaceFirst("^org\\.opentest4j\\.TestAbortedException: (Assumption failed: )?", "");
    }

    private static String reason(Throwable cause) {
        if (cause == null) {
            return "no reason given";
        }
        StringBuilder reason = new StringBuilder(String.valueOf(cause.getMessage()));
        if (cause.getMessage() == null || !(cause instanceof AssertionError)) {
            reason.insert(0, cause.getClass().getName() + ": ");
        }
        for (Throwable also : cause.getSuppressed()) {
            reason.append("\n  ").append(also.getMessage());
        }
        return reason.toString();
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> {
                    if (source instanceof MethodSource method) {
                        String name = simple(method.getClassName()) + '.' + method.getMethodName();
                        return test.getDisplayName().startsWith("[") ? name + ' ' + test.getDisplayName() : name;
                    }
                    return source instanceof ClassSource type ? simple(type.getClassName()) : test.getDisplayName();
                })
                .orElse(test.getDisplayName());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
