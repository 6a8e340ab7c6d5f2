/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.Tmpfs;
import io.asyncfs.testsuite.harness.VirtualThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From one file channel to another of the same kind, which the JDK does without copying. */
class FileTransferContract extends ComparedContract {
    private static final int LENGTH = 300_000;
    private static final int ROUNDS = 50;

    private Path path;
    private byte[] content;

    private FileChannel source() throws IOException {
        path = file("source", LENGTH);
        content = Files.readAllBytes(path);
        return fileChannel(path, READ, WRITE);
    }

    /** Returns the transfers that the engine's threads or the caller made one by one. */
    private Map<String, Long> copied() {
        Map<String, Long> counters = new TreeMap<>(engine().counters().snapshot());
        counters.keySet().removeIf(key -> !key.matches("sync.*|.*[.](read|write|append)"));
        return counters;
    }

    /** A transfer of what is left after so many bytes. */
    private interface Part {
        long move(long done) throws IOException;
    }

    /** Returns how much moves until nothing does: a signal ends copy_file_range(2) and sendfile(2) after a pipe's worth, 64 KiB. */
    private static long all(Part part) throws IOException {
        long done = 0;
        for (long moved = part.move(0); moved > 0; moved = part.move(done)) {
            done += moved;
        }
        return done;
    }

    @Test
    void transferToReadsAtItsPositionAndMovesThatOfTheTarget() throws Exception {
        try (FileChannel source = source();
                FileChannel target = fileChannel(path("target"), WRITE, CREATE_NEW)) {
            source.position(17);
            target.write(ByteBuffer.wrap(new byte[10]));
            Map<String, Long> before = copied();
            assertEquals(LENGTH - 1000, all(done -> source.transferTo(1000 + done, 1L << 40, target)));
            assertEquals(17, source.position());
            assertEquals(10 + LENGTH - 1000, target.position());
            assertEquals(0, source.transferTo(LENGTH, 5, target));
            assertEquals(0, source.transferTo(1L << 40, 5, target));
            assertEquals(0, source.transferTo(0, 0, target));
            assertEquals(before, copied(), "nothing was copied");
            assertEquals(3, target.write(ByteBuffer.wrap(new byte[3])));
        }
        byte[] expected = Arrays.copyOfRange(content, 1000 - 10, LENGTH + 3);
        Arrays.fill(expected, 0, 10, (byte) 0);
        assertArrayEquals(expected, Files.readAllBytes(path("target")));
    }

    @Test
    void transferFromMovesThePositionOfTheSource() throws Exception {
        try (FileChannel source = source();
                FileChannel target = fileChannel(path("target"), WRITE, CREATE_NEW)) {
            source.position(1000);
            target.write(ByteBuffer.wrap(new byte[10]));
            Map<String, Long> before = copied();
            assertEquals(100_000, all(done -> target.transferFrom(source, 5 + done, 100_000 - done)));
            assertEquals(101_000, source.position());
            assertEquals(10, target.position());
            assertEquals(LENGTH - 101_000, all(done -> target.transferFrom(source, 100_005 + done, 1L << 40)));
            assertEquals(LENGTH, source.position());
            assertEquals(0, target.transferFrom(source, 0, 10), "the source is at its end");
            assertEquals(before, copied(), "nothing was copied");
        }
        byte[] expected = Arrays.copyOfRange(content, 1000 - 5, LENGTH);
        Arrays.fill(expected, 0, 5, (byte) 0);
        assertArrayEquals(expected, Files.readAllBytes(path("target")));
    }

    @Test
    void appendingTargets() throws Exception {
        Path path = Files.write(path("target"), new byte[10]);
        try (FileChannel source = source();
                FileChannel target = fileChannel(path, APPEND)) {
            for (long done = 0; done < LENGTH; ) {
                done += source.transferTo(done, LENGTH - done, target);
            }
            assertEquals(10 + LENGTH, target.position());
        }
        assertArrayEquals(content, Arrays.copyOfRange(Files.readAllBytes(path), 10, 10 + LENGTH));
    }

    @Test
    void withinOneChannel() throws Exception {
        try (FileChannel source = source()) {
            source.position(LENGTH - 5);
            assertEquals(100, source.transferTo(0, 100, source));
            assertEquals(LENGTH + 95, source.position());
            source.position(50);
            assertEquals(30, source.transferFrom(source, 200, 30));
            assertEquals(80, source.position());
        }
        byte[] now = Files.readAllBytes(path);
        assertArrayEquals(Arrays.copyOf(content, 100), Arrays.copyOfRange(now, LENGTH - 5, LENGTH + 95));
        assertArrayEquals(Arrays.copyOfRange(content, 50, 80), Arrays.copyOfRange(now, 200, 230));
    }

    /** What it writes makes the file longer; its path has gone, so that the pool copies. */
    @Test
    void intoItselfEndsWhereTheFileEnded() throws Exception {
        try (FileChannel source = source()) {
            Files.delete(path);
            source.position(LENGTH);
            assertGrewBy(source.transferTo(0, Long.MAX_VALUE, source), LENGTH, source);
            long end = source.size();
            source.position(LENGTH);
            assertGrewBy(source.transferFrom(source, end, Long.MAX_VALUE), end, source);
        }
    }

    /** A signal, such as those of the JDK, may end a copy early. */
    private static void assertGrewBy(long count, long before, FileChannel channel) throws IOException {
        assertTrue(count > 0 && count <= LENGTH, count + " bytes");
        assertEquals(before + count, channel.size());
    }

    /** A call on both. */
    private interface Call {
        long on(FileChannel source, FileChannel target) throws IOException;
    }

    @Test
    void anInterruptClosesThem() throws Exception {
        List<Call> calls = List.of(
                (source, target) -> source.transferTo(0, LENGTH, target),
                (source, target) -> target.transferFrom(source, 0, LENGTH));
        for (Call call : calls) {
            anInterruptCloses(call, Thread::new);
            if (VirtualThreads.available()) {
                anInterruptCloses(call, VirtualThreads.factory());
            }
        }
    }

    private void anInterruptCloses(Call call, ThreadFactory threads) throws Exception {
        try (FileChannel source = source();
                FileChannel target = fileChannel(path("target"), WRITE, CREATE)) {
            new Started<>(threads, () -> {
                        Thread.currentThread().interrupt();
                        assertThrows(ClosedByInterruptException.class, () -> call.on(source, target));
                        assertTrue(Thread.interrupted(), "it stays pending");
                        return null;
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            // So says FileChannel; the JDK's, before newer versions, closed the one that was called.
            boolean closed =
                    whose == Whose.OURS ? !source.isOpen() && !target.isOpen() : !source.isOpen() || !target.isOpen();
            assertTrue(closed, "open: source " + source.isOpen() + ", target " + target.isOpen());
        }
    }

    @Test
    void closeRacesWithTransfers() throws Exception {
        Path target = path("target");
        for (int round = 0; round < ROUNDS; round++) {
            FileChannel from = source();
            FileChannel to = fileChannel(target, READ, WRITE, CREATE);
            List<Started<Void>> transfers = new ArrayList<>();
            transfers.add(new Started<>(Thread::new, () -> {
                while (true) {
                    from.transferTo(0, LENGTH, to.position(0));
                }
            }));
            transfers.add(new Started<>(Thread::new, () -> {
                while (true) {
                    to.transferFrom(from.position(0), 0, LENGTH);
                }
            }));
            while (to.size() < LENGTH && transfers.stream().noneMatch(Started::isDone)) {
                Thread.onSpinWait();
            }
            (round % 2 == 0 ? from : to).close();
            for (Started<Void> transfer : transfers) {
                Throwable failure = assertThrows(
                                ExecutionException.class, () -> transfer.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .getCause();
                assertTrue(
                        failure.getClass() == ClosedChannelException.class
                                || failure.getClass() == AsynchronousCloseException.class
                                || isOfTheJdk(failure),
                        failure::toString);
            }
            from.close();
            to.close();
            Files.delete(target);
        }
    }

    /** Before JDK 19 a transfer does not register with its target, whose descriptor is gone when the call is made. */
    private static boolean isOfTheJdk(Throwable failure) {
        return Runtime.version().feature() < 19 && "Bad file descriptor".equals(failure.getMessage());
    }

    /** What could not be written is read again by the next call, also on virtual threads, where bytes are copied. */
    @Test
    @Tag("mount")
    void aFullDiskLosesNothing() throws Exception {
        Path big = file("big", 3 << 20);
        try (Tmpfs small = Tmpfs.mount(path("small"), "size=1m");
                FileChannel ofItsKind = fileChannel(big, READ);
                FileChannel theJdks = FileChannel.open(big, READ)) {
            for (FileChannel source : List.of(ofItsKind, theJdks)) {
                fillsTheDisk(source, small.path("a"));
                if (VirtualThreads.available()) {
                    source.position(0);
                    VirtualThreads.run(() -> fillsTheDisk(source, small.path("b")));
                }
            }
        }
    }

    private Void fillsTheDisk(FileChannel source, Path path) throws IOException {
        try (FileChannel target = fileChannel(path, WRITE, CREATE_NEW)) {
            assertThrows(
                    IOException.class, () -> all(done -> target.transferFrom(source, done, Long.MAX_VALUE - done)));
            assertEquals(target.size(), source.position());
            assertTrue(target.size() > 1 << 19, () -> "wrote to " + path);
        }
        Files.delete(path);
        return null;
    }
}
