/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static io.asyncfs.jni.UringConstants.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The setup flags of a ring, as groups that older kernels do not know: they are dropped one group at a time, newest
 * first. Each can be switched off by {@code -Dio.asyncfs.uring.disable=NAME,...}, so that one kernel can test all.
 *
 * @param setup the flags of io_uring_setup(2)
 */
record RingFlags(int setup) {
    private static final String PROPERTY = "io.asyncfs.uring.disable";
    private static final Set<String> NAMES = Set.of(
            "SUBMIT_ALL",
            "COOP_TASKRUN",
            "SINGLE_ISSUER",
            "R_DISABLED",
            "DEFER_TASKRUN",
            "NO_SQARRAY",
            "REGISTERED_RING",
            "MAX_WORKERS",
            "BUFFERED_READS", // of NowaitRequests
            "DIRECT_WRITES", // of NowaitRequests
            "REGISTERED_BUFFERS", // of RegisteredBuffers
            "REGISTERED_FILES", // of RegisteredFiles
            "AIO_USER_RING"); // of AioContext
    private static final Set<String> DISABLED = parse(System.getProperty(PROPERTY, ""));
    private static final int BASE = IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP;

    boolean has(int flag) {
        return (setup & flag) != 0;
    }

    static Set<String> parse(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns what is wrong with the names that are to be switched off, or null. */
    static String mistake() {
        return mistakeIn(DISABLED);
    }

    static String mistakeIn(Set<String> disabled) {
        Set<String> unknown = new TreeSet<>(disabled);
        unknown.removeAll(NAMES);
        return unknown.isEmpty()
                ? null
                : "-D" + PROPERTY + ": expected names of " + new TreeSet<>(NAMES) + ", got " + unknown;
    }

    /** Returns whether a feature was not switched off. */
    static boolean isEnabled(String name) {
        return !DISABLED.contains(name);
    }

    /** Returns what to try, best first. */
    static List<RingFlags> candidates() {
        int all = ifEnabled("SUBMIT_ALL", IORING_SETUP_SUBMIT_ALL) // 5.18
                | ifEnabled("COOP_TASKRUN", IORING_SETUP_COOP_TASKRUN) // 5.19
                | ifEnabled("SINGLE_ISSUER", IORING_SETUP_SINGLE_ISSUER) // 6.0
                | ifEnabled("DEFER_TASKRUN", IORING_SETUP_DEFER_TASKRUN) // 6.1
                | ifEnabled("NO_SQARRAY", IORING_SETUP_NO_SQARRAY); // 6.6
        int[] newestFirst = {
            IORING_SETUP_NO_SQARRAY,
            IORING_SETUP_DEFER_TASKRUN,
            IORING_SETUP_SINGLE_ISSUER,
            IORING_SETUP_COOP_TASKRUN,
            IORING_SETUP_SUBMIT_ALL
        };
        List<RingFlags> candidates = new ArrayList<>();
        candidates.add(consistent(all));
        for (int group : newestFirst) {
            all &= ~group;
            candidates.add(consistent(all));
        }
        return candidates.stream().distinct().toList();
    }

    private static int ifEnabled(String name, int flag) {
        return isEnabled(name) ? flag : 0;
    }

    /** Adds what the flags need and removes what needs something missing; see io_uring_setup(2). */
    private static RingFlags consistent(int wanted) {
        int flags = BASE | wanted;
        // SINGLE_ISSUER binds the ring to the thread that enables it, and we make it on another.
        if ((flags & IORING_SETUP_SINGLE_ISSUER) != 0 && isEnabled("R_DISABLED")) {
            flags |= IORING_SETUP_R_DISABLED;
        } else {
            flags &= ~(IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN);
        }
        if ((flags & IORING_SETUP_DEFER_TASKRUN) != 0) {
            flags &= ~IORING_SETUP_COOP_TASKRUN;
        }
        // Says in the shared flags that deferred work waits; without it an armed doorbell could miss what came before.
        if ((flags & (IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_COOP_TASKRUN)) != 0) {
            flags |= IORING_SETUP_TASKRUN_FLAG;
        }
        return new RingFlags(flags);
    }
}
