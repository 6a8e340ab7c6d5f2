/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The threads of this process, without those that nobody who closes an AsyncFs is to end. */
public final class Threads {
    private static final Pattern GLOBAL = Pattern.compile(
            "globalEventExecutor.*|asyncfs-handlers-.*|jdk-channel|HttpClient-.*|VirtualThread-.*|process reaper.*|Common-Cleaner|Cleaner-.*|Reference Handler|Finalizer"
                    + "|ForkJoinPool.*|.*[uU]nblocker.*|.*-pollers?|.*Poller.*|awaitility.*|junit.*|surefire.*|ping-.*"
                    + "|Attach Listener|Signal Dispatcher|SIG.* handler|Notification Thread|main|last-ditch.*");

    private Threads() {}

    /** Returns the live threads. */
    public static Set<Thread> live() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !GLOBAL.matcher(thread.getName()).matches())
                .collect(Collectors.toSet());
    }

    /** Returns the names of the live threads that are not in {@code before}. */
    public static List<String> since(Set<Thread> before) {
        return live().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    /** Returns the stacks of all threads, for the message of a test that hangs. */
    public static String dump() {
        StringBuilder dump = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (stack.length > 0 && !GLOBAL.matcher(thread.getName()).matches()) {
                dump.append("\n  ").append(thread.getName()).append(' ').append(thread.getState());
                for (int i = 0; i < Math.min(stack.length, 12); i++) {
                    dump.append("\n      at ").append(stack[i]);
                }
            }
        });
        return dump.toString();
    }
}
