/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.testsuite.child.ExitsEarly;
import io.asyncfs.testsuite.child.FewDescriptors;
import io.asyncfs.testsuite.child.FewThreads;
import io.asyncfs.testsuite.child.SmallFiles;
import io.asyncfs.testsuite.harness.ChildJvm;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Guarded;
import io.asyncfs.testsuite.harness.Platform;
import io.asyncfs.testsuite.harness.Scratch;
import io.asyncfs.testsuite.slowfs.SlowDisk;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system limits by process, so in processes of their own. */
@Tag("process")
public class LimitsContract extends Contract {
    private static final int FILE = 8 << 20;

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

    /** The kernel's threads count as the user's; a ring for which there is none answers ECANCELED. */
    @Test
    @Tag("root")
    void withoutMoreThreadsWritesAndSyncsGoOn() throws Exception {
        try (Scratch scratch = Scratch.make("rwxrwxrwx")) {
            String there = scratch.path().toString();
            String output = ChildJvm.runAsNobody(
                    scratch.path(), FewThreads.class, backend().backend(), there);
            assertTrue(output.stripTrailing().endsWith("done"), output);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"buffered", "direct"})
    void aFileThatMayNotGrowFailsWithWhatWasDone(String way) throws Exception {
        Path file = path("a");
        String output = ChildJvm.run(
                List.of("prlimit", "--fsize=" + SmallFiles.LIMIT + ":" + SmallFiles.LIMIT),
                SmallFiles.class,
                backend().backend(),
                way,
                file.toString());
        assertTrue(output.stripTrailing().endsWith("done"), output);
        assertContent(file, SmallFiles.LIMIT);
    }

    /** The system keeps a process whose memory a disk may still use; that it ends is up to the disk, not to us. */
    @ParameterizedTest
    @CsvSource({"READ, buffered", "READ, direct", "WRITE, direct"})
    @Tag("fuse")
    @Tag("disk")
    void aProcessExitsWithOperationsInFlight(SlowOp op, String way) throws Exception {
        try (SlowDisk slow = SlowDisk.mount(path("slow"))) {
            Path file = Content.write(slow.path("a"), FILE);
            slow.dropCaches();
            Path output = path("output");
            Process child = ChildJvm.start(
                    output,
                    ExitsEarly.class,
                    backend().backend(),
                    op.name().toLowerCase(Locale.ROOT),
                    way,
                    file.toString(),
                    path("buffers").toString());
            eventually("the file is open").until(() -> Files.readString(output).contains("opened"));
            slow.disk().hold(op);
            child.getOutputStream().write('\n');
            child.getOutputStream().flush();
            eventually("the disk is asked").until(() -> slow.disk().isWaiting(op));
            eventually("all have begun").until(() -> Files.readString(output).contains("started"));
            child.getOutputStream().close();
            eventually("it calls exit").until(() -> Files.readString(output).contains("exits"));
            slow.disk().release(op);
            assertTrue(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
            assertEquals(ExitsEarly.STATUS, child.exitValue(), () -> "crashed? " + output);
            slow.remount();
            Guarded buffers = Guarded.open(path("buffers"), ExitsEarly.KEPT, ExitsEarly.BYTES);
            buffers.check();
            if (op == SlowOp.READ) {
                assertOnlyContent(buffers);
                assertContent(file, FILE);
            } else {
                assertOnlyWritten(Files.readAllBytes(file));
            }
        }
    }

    /** In the buffers there is what was to be read, or nothing. */
    private static void assertOnlyContent(Guarded buffers) {
        for (int i = 0; i < ExitsEarly.KEPT; i++) {
            ByteBuf buffer = buffers.buffer(i).writerIndex(ExitsEarly.BYTES);
            if (buffer.getByte(0) != 0) {
                Content.assertAt(ExitsEarly.position(i), ExitsEarly.BYTES, buffer);
            }
        }
    }

    /** Each piece of the file is as it was or, where something was to be written, that; at least one is. */
    private static void assertOnlyWritten(byte[] file) {
        assertEquals(FILE, file.length);
        int written = 0;
        for (int at = 0; at < FILE; at += ExitsEarly.BYTES) {
            byte[] piece = Arrays.copyOfRange(file, at, at + ExitsEarly.BYTES);
            boolean isTarget = at / ExitsEarly.BYTES % 2 == 0 && at < ExitsEarly.position(ExitsEarly.KEPT);
            if (isTarget && Arrays.equals(ExitsEarly.written(at), piece)) {
                written++;
            } else {
                assertArrayEquals(Content.bytes(at, ExitsEarly.BYTES), piece, "at " + at);
            }
        }
        assertTrue(written > 0, "the disk had none of them");
    }
}
