/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.Request;
import org.junit.runner.Result;
import org.junit.runner.manipulation.Filter;

/** Runs tests that other projects wrote with JUnit 4: {@code ForeignTests CLASS [NOT_THIS_METHOD...]}. */
public final class ForeignTests {
    private ForeignTests() {}

    /** Prints how many there were and how many failed, and what failed on standard error. */
    public static void main(String[] args) throws Exception {
        Carried.awaitEngine();
        Request tests = Request.aClass(Class.forName(args[0]));
        for (int i = 1; i < args.length; i++) {
            tests = tests.filterWith(without(args[i]));
        }
        Result result = new JUnitCore().run(tests);
        result.getFailures()
                .forEach(failure -> System.err.println(failure.getTestHeader() + ": " + failure.getTrace()));
        System.out.println("run=" + result.getRunCount());
        System.out.println("failed=" + result.getFailureCount());
        writeByEngine();
        Carried.print();
        System.exit(0); // programs under test leave threads behind
    }

    /** A thread that waits makes its calls itself, and then nothing tells which backend there is. */
    private static void writeByEngine() throws Exception {
        Path file = Files.createTempFile("engine", null);
        try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(file, WRITE, DELETE_ON_CLOSE)) {
            channel.write(ByteBuffer.allocate(1), 0).get();
        }
    }

    private static Filter without(String method) {
        return new Filter() {
            @Override
            public boolean shouldRun(Description test) {
                return !method.equals(test.getMethodName());
            }

            @Override
            public String describe() {
                return "without " + method;
            }
        };
    }
}
