/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite;

import io.asyncfs.testsuite.harness.BackendUnderTest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the conformance suite on this machine and file system. What is not set is read from the system properties of
 * {@link BackendUnderTest}, then has its default. Not thread-safe; one run at a time in a process. Start it in a process
 * that has not used Netty's buffers before: the leak detector of the suite must be there first.
 */
public final class SelfTest {
    private final Map<String, String> parameters = new HashMap<>();
    private int repeat = 1;
    private PostDiscoveryFilter tag;
    private Consumer<String> progress = test -> {};

    /** A run of everything with the defaults. */
    public SelfTest() {}

    /** Requires a backend by name; the best available when this is not called. */
    public SelfTest backend(String name) {
        parameters.put(BackendUnderTest.BACKEND, name);
        return this;
    }

    /** Says what drives the sockets of the loops: {@code epoll}, {@code nio} or {@code files}. */
    public SelfTest transport(String name) {
        parameters.put(BackendUnderTest.TRANSPORT, name);
        return this;
    }

    /** Makes the files of the tests below an existing directory. */
    public SelfTest dir(Path directory) {
        parameters.put(BackendUnderTest.DIR, directory.toString());
        return this;
    }

    /** Sets the operations of each random-operations test (tag {@code model}). */
    public SelfTest ops(int count) {
        parameters.put(BackendUnderTest.OPS, String.valueOf(count));
        return this;
    }

    /** Sets the seed of everything random. */
    public SelfTest seed(long value) {
        parameters.put(BackendUnderTest.SEED, String.valueOf(value));
        return this;
    }

    /** Fails what is skipped and not in the list of skips this system allows. */
    public SelfTest strict(boolean yes) {
        parameters.put(BackendUnderTest.STRICT, String.valueOf(yes));
        return this;
    }

    /** Runs everything so many times. */
    public SelfTest repeat(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("repeat: expected 1 or more, got " + times);
        }
        repeat = times;
        return this;
    }

    /**
     * Runs only the tests with a tag, or those that match a tag expression such as {@code !slow}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public SelfTest tag(String expression) {
        try {
            tag = TagFilter.includeTags(expression);
        } catch (JUnitException e) {
            throw new IllegalArgumentException("expected a tag or an expression of tags: " + e.getMessage(), e);
        }
        return this;
    }

    /** Is told the name of every test before it starts. */
    public SelfTest progress(Consumer<String> listener) {
        progress = listener;
        return this;
    }

    /** Runs the tests on the calling thread. */
    public SelfTestResult run() {
        SelfTestResult result = SelfTestResult.NONE;
        for (int i = 0; i < repeat; i++) {
            LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectPackage(SelfTest.class.getPackageName() + ".contract"))
                    .configurationParameters(parameters);
            if (tag != null) {
                request.filters(tag);
            }
            ResultCollector collector = new ResultCollector(progress);
            LauncherFactory.create().execute(request.build(), collector);
            result = result.plus(collector.result());
        }
        return result;
    }
}
