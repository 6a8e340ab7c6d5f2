/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.Descriptors;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        eventually("their descriptors are closed").until(() -> {
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
                    .ignoreException(OverlappingFileLockException.class)
                    .until(() -> {
                        System.gc();
                        return another.tryLock() != null;
                    });
            eventually("their descriptors are closed").until(() -> Descriptors.count(path) == 1);
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
        List<Channel> forgotten = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            FileChannel channel = fileChannel(Whose.OURS, path, Set.of());
            channel.read(ByteBuffer.allocate(10));
            forgotten.add(channel);
            AsynchronousFileChannel asynchronous = asynchronous(Whose.OURS, path, Set.of(), null);
            asynchronous.read(ByteBuffer.allocate(10), 0);
            forgotten.add(asynchronous);
        }
        assertEquals(2 + forgotten.size(), Descriptors.count(path), "they are open");
        Reference.reachabilityFence(forgotten);
    }
}
