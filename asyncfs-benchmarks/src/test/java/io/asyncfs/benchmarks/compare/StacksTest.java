/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StacksTest {
    /** As JDK 17 and 25 print it. */
    private static final String PRINT = """
            4711:
            2026-11-30 21:00:00
            Full thread dump OpenJDK 64-Bit Server VM (25+36-LTS mixed mode, sharing):

            "main" #3 [16] prio=5 os_prio=0 cpu=99.20ms elapsed=5.12s tid=0x7f allocated=4096K nid=16 waiting on condition  [0x7f]
               java.lang.Thread.State: WAITING (parking)
            \tat jdk.internal.misc.Unsafe.park(java.base@25/Native Method)
            \t- parking to wait for  <0xdeadbeef> (a java.util.concurrent.CountDownLatch$Sync)
            \tat java.util.concurrent.locks.LockSupport.park(java.base@25/LockSupport.java:221)
            \tat io.asyncfs.benchmarks.engine.OnLoop.await(OnLoop.java:40)
            \tat io.asyncfs.benchmarks.compare.Worker$Inner.main(Worker.java:50)

            "Reference Handler" #15 [17] daemon prio=10 os_prio=0 cpu=0.10ms tid=0x7f waiting on condition
               java.lang.Thread.State: RUNNABLE
            \tat java.lang.ref.Reference.waitForReferencePendingList(java.base@25/Native Method)
            """;

    @Test
    void threadsThatRunOurCodeAreTold() {
        assertEquals(
                "main: Unsafe.park(java.base@25/Native Method) < LockSupport.park(java.base@25/LockSupport.java:221)"
                        + " < OnLoop.await(OnLoop.java:40) < Worker$Inner.main(Worker.java:50)",
                Stacks.summary(PRINT));
        assertEquals("none in code of asyncfs", Stacks.summary(""));
    }

    @Test
    void aLivingProcessTells() {
        String own = Stacks.of(ProcessHandle.current().pid());
        assertTrue(own.contains("StacksTest.aLivingProcessTells(StacksTest.java:"), own);
    }
}
