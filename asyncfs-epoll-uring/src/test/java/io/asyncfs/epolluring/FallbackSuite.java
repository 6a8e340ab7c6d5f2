/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.testsuite.SelfTest;
import io.asyncfs.testsuite.SelfTestResult;
import java.nio.file.Path;

/** What {@link FallbackTest} runs to know how the suite does where system calls are forbidden. */
final class FallbackSuite {
    private FallbackSuite() {}

    /** Runs what depends most on the system, with the backend and in the directory given. */
    public static void main(String[] args) {
        SelfTestResult result = new SelfTest()
                .backend(args[0])
                .dir(Path.of(args[1]))
                .tag("linux | root | mount")
                .progress(System.out::println)
                .run();
        result.skipped().forEach(test -> System.out.println("skipped " + test.name() + ": " + test.reason()));
        result.failed().forEach(test -> System.out.println("failed " + test.name() + ": " + test.reason()));
        System.out.println(result);
        System.out.println("done");
    }
}
