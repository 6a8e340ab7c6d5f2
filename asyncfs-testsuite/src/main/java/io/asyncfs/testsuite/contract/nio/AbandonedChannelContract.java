/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.Descriptors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Channels that a program forgets to close. */
class AbandonedChannelContract extends ChannelContract {
    @Test
    void theirDescriptorsAreClosed() throws Exception {
        Path path = Files.write(path("file"), new byte[10]);
        List<Channel> kept =
                List.of(fileChannel(Whose.OURS, path, Set.of()), asynchronous(Whose.OURS, path, Set.of(), null));
        forget(path);
        eventually("their descriptors are closed").atMost(20, SECONDS).until(() -> {
            System.gc();
            return Descriptors.count(path) <= kept.size();
        });
        for (Channel channel : kept) {
            assertTrue(channel.isOpen());
            channel.close();
        }
        assertEquals(0, Descriptors.count(path));
    }

    @Test
    void theirLocksEndWithThem() throws Exception {
        Path path = Files.write(path("file"), new byte[10]);
        abandonLocks(path);
        try (FileChannel another = fileChannel(Whose.OURS, path, Set.of(READ, WRITE))) {
            eventually("their locks are gone")
                    .atMost(20, SECONDS)
                    .ignoreException(OverlappingFileLockException.class)
                    .until(() -> {
                        System.gc();
                        return another.tryLock() != null;
                    });
            assertEquals(1, Descriptors.count(path));
        }
    }

    private void abandonLocks(Path path) throws IOException {
        assertTrue(fileChannel(Whose.OURS, path, Set.of(READ, WRITE))
                .tryLock(0, 5, false)
                .isValid());
        assertTrue(asynchronous(Whose.OURS, path, Set.of(READ, WRITE), null)
                .tryLock(5, 5, false)
                .isValid());
    }

    private void forget(Path path) throws IOException {
        for (int i = 0; i < 20; i++) {
            fileChannel(Whose.OURS, path, Set.of()).read(ByteBuffer.allocate(10));
            asynchronous(Whose.OURS, path, Set.of(), null).read(ByteBuffer.allocate(10), 0);
        }
        assertTrue(Descriptors.count(path) > 2, "they were open");
    }
}
