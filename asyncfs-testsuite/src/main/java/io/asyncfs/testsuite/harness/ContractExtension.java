/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Gives every test its scene, skips what this machine cannot do, by its backend and tags, and in a strict run fails what may
 * not be skipped.
 */
public final class ContractExtension
        implements BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ExecutionCondition,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {
    private static final String FAILED = "failed";

    static {
        LeakCheck.install();
        EngineFailures.install();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = context.getTestMethod().isPresent() ? missing(context) : List.of();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all that it needs is here");
        }
        String reason = "needs " + String.join(", ", missing);
        requireAllowed(context, reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Contract contract = (Contract) context.getRequiredTestInstance();
        contract.scene = new Scene(backend(context));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Contract contract = (Contract) context.getRequiredTestInstance();
        boolean passed = context.getExecutionException().isEmpty();
        if (!passed) {
            ofClass(context).put(FAILED, true);
        }
        if (contract.scene != null) {
            contract.scene.close(passed);
        }
        Throwable failure = EngineFailures.take();
        if (failure != null && passed) {
            throw new AssertionError("the engine failed unexpectedly", failure);
        }
    }

    /**
     * Looks for buffers that the tests of a class dropped, whose reports tell where they were made. Doing it after each test
     * would take as long as the tests: it needs the garbage collector to go round twice.
     */
    @Override
    public void afterAll(ExtensionContext context) {
        List<String> leaks = LeakCheck.collect();
        if (!leaks.isEmpty() && ofClass(context).get(FAILED) == null) { // a test that failed may leave some
            throw new AssertionError(leaks.size() + " buffers were never released: " + String.join("\n", leaks));
        }
    }

    private static ExtensionContext.Store ofClass(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ContractExtension.class, context.getRequiredTestClass()));
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException) {
            requireAllowed(context, failure.getMessage());
        } else {
            failure.addSuppressed(new Run(backend(context)));
        }
        throw failure;
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        handleTestExecutionException(context, failure);
    }

    private static List<String> missing(ExtensionContext context) {
        List<String> missing = new ArrayList<>();
        String backend = backend(context).backend();
        if (!Platform.hasBackend(backend)) {
            missing.add(backend);
        }
        Set<String> tags = context.getTags();
        need(missing, tags, "root", Platform::isRoot);
        need(missing, tags, "mount", Platform::mayMount);
        need(missing, tags, "linux", Platform::isLinux);
        need(missing, tags, "posix", Platform::isPosix);
        need(missing, tags, "fuse", Platform::hasFuse);
        return missing;
    }

    private static void need(List<String> missing, Set<String> tags, String tag, BooleanSupplier here) {
        if (tags.contains(tag) && !here.getAsBoolean()) {
            missing.add(tag);
        }
    }

    private static void requireAllowed(ExtensionContext context, String reason) {
        BackendUnderTest backend = backend(context);
        String test = context.getRequiredTestClass().getSimpleName()
                + '.'
                + context.getRequiredTestMethod().getName();
        if (backend.strict() && !AllowedSkips.allows(backend, test)) {
            throw new AssertionError("strict run " + backend.name() + ": " + test
                    + " would be skipped, which allowed-skips-" + Platform.os() + ".txt does not allow: " + reason);
        }
    }

    // Kept for the whole run: the default of the seed must be one value.
    private static BackendUnderTest backend(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ContractExtension.class))
                .getOrComputeIfAbsent(
                        BackendUnderTest.class,
                        key -> BackendUnderTest.of(name -> Optional.ofNullable(
                                context.getConfigurationParameter(name).orElse(null))),
                        BackendUnderTest.class);
    }

    /** Tells with a failure on what it ran and with which seed. */
    private static final class Run extends Exception {
        private static final long serialVersionUID = 1L;

        Run(BackendUnderTest backend) {
            super("run " + backend.name() + ", seed " + backend.seed() + ", JDK " + Platform.jdk(), null, false, false);
        }
    }
}
