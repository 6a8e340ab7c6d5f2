/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The system tells once that data is lost: a force that hears of it has all later ones fail, whoever makes them. */
@Tag("fuse")
class ForceContract extends ChannelContract {
    private static final int EIO = 5;

    private SlowFs slow;

    @BeforeEach
    void mount() throws IOException {
        slow = closeLater(SlowFs.mount(path("slow")));
        Content.write(slow.path("a"), 100);
    }

    private FileChannel channel() throws IOException {
        return fileChannel(Whose.OURS, slow.path("a"), Set.of(READ, WRITE));
    }

    private void fails(FileChannel channel, boolean onALoop) {
        if (onALoop) {
            await(loop(engine()).submit(() -> assertThrows(IOException.class, () -> channel.force(true))));
        } else {
            assertThrows(IOException.class, () -> channel.force(true));
        }
    }

    @Test
    void aFailureOnAThreadIsToldOnALoop() throws Exception {
        toldElsewhere(false);
    }

    @Test
    void aFailureOnALoopIsToldOnAThread() throws Exception {
        toldElsewhere(true);
    }

    private void toldElsewhere(boolean onALoop) throws IOException {
        try (FileChannel channel = channel()) {
            slow.fail(SlowOp.FSYNC, EIO);
            fails(channel, onALoop);
            slow.fail(SlowOp.FSYNC, 0);
            fails(channel, !onALoop);
            fails(channel, onALoop);
        }
        try (FileChannel another = channel()) {
            another.force(true);
        }
    }
}
