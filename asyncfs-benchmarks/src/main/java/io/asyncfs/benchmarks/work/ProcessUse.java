/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used, or between two looks.
 *
 * @param cpuNanos processor time of all threads, io_uring's workers among them
 * @param allocatedBytes heap that the threads of Java allocated
 */
record ProcessUse(long cpuNanos, long allocatedBytes) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static ProcessUse now() {
        long allocated = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            allocated += Math.max(0, bytes); // -1: the thread has ended meanwhile
        }
        return new ProcessUse(SYSTEM.getProcessCpuTime(), allocated);
    }

    ProcessUse since(ProcessUse before) {
        return new ProcessUse(cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
    }
}
