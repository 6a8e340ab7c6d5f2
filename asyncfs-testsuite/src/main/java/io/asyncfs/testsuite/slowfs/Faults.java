/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.slowfs;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What is to happen to requests, and which wait. One lock: the order of requests and commands is then plain. */
final class Faults {
    private static final int EINTR = 4;

    private final Map<SlowOp, Rule> rules = new EnumMap<>(SlowOp.class);
    private final Map<Long, Boolean> interrupted = new HashMap<>();
    private boolean interruptible;

    Faults() {
        for (SlowOp op : SlowOp.values()) {
            rules.put(op, new Rule());
        }
    }

    /** Notes a request that was read from the kernel; called by the thread that also reads the interrupts. */
    synchronized void begin(long unique) {
        interrupted.put(unique, false);
    }

    synchronized void end(long unique) {
        interrupted.remove(unique);
    }

    /** The kernel wants a request to end. The file system may ignore that, as network file systems do. */
    synchronized void interrupt(long unique) {
        if (interruptible && interrupted.replace(unique, true) != null) {
            notifyAll();
        }
    }

    /**
     * Waits as long as the rule says; returns 0 or the errno to answer with.
     *
     * @param position where a read or write begins, and 0 for all else
     */
    synchronized int apply(SlowOp op, long unique, long position) throws InterruptedException {
        Rule rule = rules.get(op);
        rule.count++;
        rule.waiting++;
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(rule.delayMillis);
            for (long left = end - System.nanoTime(); rule.held || left > 0; left = end - System.nanoTime()) {
                if (interrupted.getOrDefault(unique, false)) {
                    return EINTR;
                }
                if (rule.held) {
                    wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
            return position >= rule.failsFrom ? rule.errno : 0;
        } finally {
            rule.waiting--;
        }
    }

    /** Returns how many bytes a transfer of {@code length} may do. */
    synchronized int cut(SlowOp op, int length) {
        int max = rules.get(op).maxBytes;
        return max == 0 ? length : Math.min(max, length);
    }

    /** Does a command of {@link SlowFs}: {@code VERB [OP [NUMBER]]}; returns the answer. */
    synchronized String command(String line) {
        String[] words = line.split(" ");
        if (words[0].equals("interruptible")) {
            interruptible = Boolean.parseBoolean(words[1]);
            return "ok";
        }
        Rule rule = rules.get(SlowOp.valueOf(words[1]));
        int number = words.length > 2 ? Integer.parseInt(words[2]) : 0;
        switch (words[0]) {
            case "delay" -> rule.delayMillis = number;
            case "hold" -> rule.held = true;
            case "release" -> {
                rule.held = false;
                notifyAll();
            }
            case "fail" -> rule.errno = number;
            case "from" -> rule.failsFrom = number;
            case "short" -> rule.maxBytes = number;
            case "waiting" -> {
                return String.valueOf(rule.waiting);
            }
            case "count" -> {
                return String.valueOf(rule.count);
            }
            default -> throw new IllegalArgumentException("unknown command: " + line);
        }
        return "ok";
    }

    private static final class Rule {
        private int delayMillis;
        private boolean held;
        private int errno;
        private int failsFrom;
        private int maxBytes;
        private int waiting;
        private int count;
    }
}
