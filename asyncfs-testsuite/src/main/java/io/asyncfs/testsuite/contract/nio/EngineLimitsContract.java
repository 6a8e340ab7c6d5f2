/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFs;
import io.asyncfs.nio.AsyncFsAsynchronousFileChannel;
import io.asyncfs.nio.AsyncFsFileChannel;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the engine has and the JDK has not: limits, an end, sets of options in an order. Channels behave as the JDK's all the same. */
class EngineLimitsContract extends ChannelContract {
    private static final int MANY = 500;
    private static final int PIECE = 512;

    /** One operation in flight, and one that waits. */
    private AsyncFs narrow() {
        return fs(settings -> settings.queueDepth(1).maxPendingOps(1));
    }

    @Test
    void asynchronousOperationsAreNeverTooMany() throws Exception {
        Path path = file("file", MANY * PIECE);
        try (AsynchronousFileChannel channel =
                AsyncFsAsynchronousFileChannel.open(narrow(), path, Set.of(READ, WRITE), null)) {
            List<Future<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                writes.add(channel.write(ByteBuffer.wrap(Content.bytes(i * PIECE + 1, PIECE)), (long) i * PIECE));
            }
            Future<FileLock> lock = channel.lock();
            for (Future<Integer> write : writes) {
                assertEquals(PIECE, write.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            assertNotNull(lock.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            ByteBuffer read = ByteBuffer.allocate(MANY * PIECE);
            assertEquals(MANY * PIECE, channel.read(read, 0).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            for (int i = 0; i < MANY; i++) {
                assertEquals(
                        ByteBuffer.wrap(Content.bytes(i * PIECE + 1, PIECE)),
                        read.slice(i * PIECE, PIECE),
                        "piece " + i);
            }
        }
    }

    @Test
    void threadsThatWaitAreNeverTooMany() throws Exception {
        Path path = file("file", MANY * PIECE);
        try (FileChannel channel = AsyncFsFileChannel.open(narrow(), path, Set.of(READ, WRITE))) {
            List<Started<Void>> threads = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                long position = (long) i * PIECE;
                threads.add(new Started<>(Thread::new, () -> {
                    channel.force(false);
                    assertEquals(PIECE, channel.write(ByteBuffer.allocate(PIECE), position));
                    assertEquals(PIECE, channel.read(ByteBuffer.allocateDirect(PIECE), position));
                    channel.force(true);
                    return null;
                }));
            }
            for (Started<Void> thread : threads) {
                thread.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** Whatever memory it is asked with. */
    @Test
    void channelsOfAClosedInstanceAreClosed() throws Exception {
        AsyncFs fs = fs(settings -> {});
        FileChannel channel = AsyncFsFileChannel.open(fs, file("file", 100), Set.of(READ, WRITE));
        await(fs.shutdown());
        for (ByteBuffer buffer : List.of(ByteBuffer.allocate(10), ByteBuffer.allocateDirect(10))) {
            assertThrows(ClosedChannelException.class, () -> channel.read(buffer));
            assertThrows(ClosedChannelException.class, () -> channel.read(buffer, 0));
            assertThrows(ClosedChannelException.class, () -> channel.write(new ByteBuffer[] {buffer, buffer}));
        }
        channel.close();
    }

    /** Whose elements can be compared with their like alone. */
    @Test
    void optionsMayBeSorted() throws Exception {
        Path path = file("file", 100);
        Set<OpenOption> sorted = new TreeSet<>(Set.of(LinkOption.NOFOLLOW_LINKS));
        fileChannel(Whose.OURS, path, sorted).close();
        asynchronous(Whose.OURS, path, sorted, null).close();
    }

    @Test
    @Tag("fuse")
    void onlyTheFirstCloseTellsOfAFailure() throws Exception {
        try (SlowFs slow = SlowFs.mount(path("slow"))) {
            Content.write(slow.path("a"), 100);
            AsynchronousFileChannel channel = asynchronous(Whose.OURS, slow.path("a"), Set.of(), null);
            slow.fail(SlowOp.FLUSH, 5);
            assertThrows(FileSystemException.class, channel::close);
            channel.close();
            slow.fail(SlowOp.FLUSH, 0);
        }
    }

    /** A close there does not wait, and the lock has ended all the same. */
    @Test
    void aLockEndsWithItsChannelOnALoop() throws Exception {
        Path path = file("file", 100);
        for (int i = 0; i < 50; i++) {
            FileChannel one = fileChannel(Whose.OURS, path, Set.of(WRITE));
            FileChannel other = fileChannel(Whose.OURS, path, Set.of(WRITE));
            assertTrue(group(engine())
                    .next()
                    .submit(() -> locksAfter(one, other))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            other.close();
        }
    }

    private static boolean locksAfter(FileChannel one, FileChannel other) throws IOException {
        assertNotNull(one.tryLock());
        one.close();
        return other.tryLock() != null;
    }
}
