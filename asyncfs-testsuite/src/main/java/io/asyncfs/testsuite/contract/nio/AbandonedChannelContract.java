/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Channels that a program forgets to close. */
class AbandonedChannelContract extends ChannelContract {
    @Test
    void theirDescriptorsAreClosed() throws Exception {
        Path path = Files.write(path("file"), new byte[10]);
        List<Channel> kept =
                List.of(fileChannel(Whose.OURS, path, Set.of()), asynchronous(Whose.OURS, path, Set.of(), null));
        forget(path);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (descriptors(path) > kept.size()) {
            assertTrue(System.nanoTime() < deadline, () -> "still open: " + path);
            System.gc();
            Thread.yield(); // the cleaner has a thread of its own
        }
        for (Channel channel : kept) {
            assertTrue(channel.isOpen());
            channel.close();
        }
        assertEquals(0, descriptors(path));
    }

    private void forget(Path path) throws IOException {
        for (int i = 0; i < 20; i++) {
            fileChannel(Whose.OURS, path, Set.of()).read(ByteBuffer.allocate(10));
            asynchronous(Whose.OURS, path, Set.of(), null).read(ByteBuffer.allocate(10), 0);
        }
        assertTrue(descriptors(path) > 2, "they were open");
    }

    private static long descriptors(Path path) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).equals(path);
                        } catch (IOException e) { // closed meanwhile
                            return false;
                        }
                    })
                    .count();
        }
    }
}
