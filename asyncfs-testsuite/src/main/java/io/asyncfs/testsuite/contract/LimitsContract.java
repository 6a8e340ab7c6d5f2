/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.testsuite.child.ExitsEarly;
import io.asyncfs.testsuite.child.FewDescriptors;
import io.asyncfs.testsuite.child.SmallFiles;
import io.asyncfs.testsuite.harness.ChildJvm;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Guarded;
import io.asyncfs.testsuite.harness.Platform;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the system limits by process, so in processes of their own. */
public class LimitsContract extends Contract {
    @BeforeEach
    void needsLimits() {
        assumeTrue(Platform.isLinux(), "prlimit is Linux's");
    }

    @Test
    void descriptorsThatAreUsedUpFailTheOpenAlone() throws Exception {
        String output = ChildJvm.run(
                List.of("prlimit", "--nofile=300:300"),
                FewDescriptors.class,
                backend().backend(),
                file("a", 100).toString());
        assertTrue(output.stripTrailing().endsWith("done"), output);
    }

    @Test
    void aFileThatMayNotGrowFailsWithWhatWasDone() throws Exception {
        String output = ChildJvm.run(
                List.of("prlimit", "--fsize=1048576:1048576"),
                SmallFiles.class,
                backend().backend(),
                path("a").toString());
        assertTrue(output.stripTrailing().endsWith("done"), output);
    }

    /** The system keeps a process whose memory a disk may still write to; that it ends is up to the disk, not to us. */
    @Test
    @Tag("fuse")
    @Tag("disk")
    void aProcessExitsWithOperationsInFlight() throws Exception {
        try (SlowDisk slow = SlowDisk.mount(path("slow"))) {
            Content.write(slow.path("a"), 8 << 20);
            slow.dropCaches();
            slow.disk().hold(SlowOp.READ);
            Path output = path("output");
            Process child = ChildJvm.start(
                    output,
                    ExitsEarly.class,
                    backend().backend(),
                    slow.path("a").toString(),
                    path("buffers").toString());
            eventually("it calls exit").until(() -> Files.readString(output).contains("exits"));
            slow.disk().release(SlowOp.READ);
            assertTrue(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
            assertEquals(ExitsEarly.STATUS, child.exitValue(), () -> "crashed? " + output);
            assertOnlyContent(Guarded.open(path("buffers"), ExitsEarly.READS, ExitsEarly.BYTES));
        }
    }

    /** In the buffers there is what was to be read, or nothing; around them there is nothing. */
    private static void assertOnlyContent(Guarded buffers) {
        buffers.check();
        for (int i = 0; i < ExitsEarly.READS; i++) {
            ByteBuf buffer = buffers.buffer(i).writerIndex(ExitsEarly.BYTES);
            if (buffer.getByte(0) != 0) {
                Content.assertAt(ExitsEarly.position(i), ExitsEarly.BYTES, buffer);
            }
        }
    }
}
