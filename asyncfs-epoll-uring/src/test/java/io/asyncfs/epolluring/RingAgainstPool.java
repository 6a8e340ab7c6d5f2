/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.NativeLibrary;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.jni.StatxLayout;
import io.asyncfs.jni.UringConstants;
import io.asyncfs.jni.UringLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures where an operation is done sooner, for the table in ARCHITECTURE.md: the same operations from one thread, by the
 * ring and by a pool of four threads, 1 and 32 in flight, both told by an eventfd. Arguments: a directory, rounds.
 */
final class RingAgainstPool {
    private static final int BLOCK = 4096;
    private static final int MANY = 32;
    private static final int SIZE = 1 << 20;

    private final EventFd bell = new EventFd();
    private final AtomicInteger finished = new AtomicInteger();
    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final Ring ring = new Ring(128, 512);
    private final long memory = MemoryNative.mapAnonymous(SIZE);
    private final long oneBlock = memory + SIZE - UringLayout.IOVEC_SIZE; // an iovec
    private final long path;
    private final byte[] pathBytes;
    private final int fd;
    private long grown;

    private RingAgainstPool(Path directory) throws Exception {
        Path file = Files.write(directory.resolve("measured"), new byte[MANY * BLOCK]);
        pathBytes = PathBytes.of(file);
        ByteBuffer copy = ByteBuffer.allocateDirect(pathBytes.length).put(pathBytes);
        path = MemoryNative.address(copy);
        fd = PosixFileNative.open(LinuxConstants.AT_FDCWD, pathBytes, LinuxConstants.O_RDWR, 0);
        MemoryNative.wrap(oneBlock, UringLayout.IOVEC_SIZE)
                .order(ByteOrder.nativeOrder())
                .putLong(UringLayout.IOVEC_BASE, memory)
                .putLong(UringLayout.IOVEC_LEN, BLOCK);
        ring.enable();
    }

    /** One kind of operation: an entry for the ring, a call for the pool; {@code i} tells those in flight apart. */
    private record Kind(String name, int batches, Entry entry, Call call) {}

    private interface Entry {
        void put(SubmissionRing queue, int i);
    }

    private interface Call {
        long make(int i);
    }

    private List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind(
                "open, cached name",
                300,
                (queue, i) -> queue.memory(
                        queue.next(UringConstants.IORING_OP_OPENAT, LinuxConstants.AT_FDCWD, i), 0, path, 0),
                i -> PosixFileNative.open(LinuxConstants.AT_FDCWD, pathBytes, LinuxConstants.O_RDONLY, 0)));
        kinds.add(new Kind(
                "stat by path",
                300,
                (queue, i) -> queue.memory(
                        queue.next(UringConstants.IORING_OP_STATX, LinuxConstants.AT_FDCWD, i),
                        memory + (long) i * StatxLayout.SIZE_OF,
                        path,
                        LinuxConstants.STATX_BASIC_STATS),
                i -> PosixFileNative.statx(
                        LinuxConstants.AT_FDCWD,
                        pathBytes,
                        0,
                        LinuxConstants.STATX_BASIC_STATS,
                        memory + (long) i * StatxLayout.SIZE_OF)));
        kinds.add(new Kind(
                "buffered read, cached",
                300,
                (queue, i) ->
                        queue.memory(queue.next(UringConstants.IORING_OP_READ, fd, i), (long) i * BLOCK, memory, BLOCK),
                i -> PosixFileNative.pread(fd, memory, BLOCK, (long) i * BLOCK)));
        kinds.add(new Kind(
                "buffered write, within",
                300,
                (queue, i) -> queue.memory(
                        queue.next(UringConstants.IORING_OP_WRITE, fd, i), (long) i * BLOCK, memory, BLOCK),
                i -> PosixFileNative.pwritev2(fd, oneBlock, 1, (long) i * BLOCK, 0)));
        kinds.add(new Kind(
                "buffered write, extending",
                100,
                (queue, i) -> queue.memory(queue.next(UringConstants.IORING_OP_WRITE, fd, i), end(), memory, BLOCK),
                i -> PosixFileNative.pwritev2(fd, oneBlock, 1, end(), 0)));
        kinds.add(new Kind(
                "truncate",
                100,
                (queue, i) -> queue.memory(queue.next(55, fd, i), (long) (MANY + i) * BLOCK, 0, 0), // FTRUNCATE, 6.9
                i -> PosixFileNative.ftruncate(fd, (long) (MANY + i) * BLOCK)));
        kinds.add(new Kind(
                "allocate",
                100,
                (queue, i) ->
                        queue.memory(queue.next(UringConstants.IORING_OP_FALLOCATE, fd, i), (long) i * BLOCK, BLOCK, 0),
                i -> PosixFileNative.fallocate(fd, 0, (long) i * BLOCK, BLOCK)));
        kinds.add(new Kind(
                "fsync, nothing dirty",
                100,
                (queue, i) -> queue.next(UringConstants.IORING_OP_FSYNC, fd, i),
                i -> PosixFileNative.fsync(fd)));
        return kinds;
    }

    private synchronized long end() {
        return MANY * BLOCK + BLOCK * grown++;
    }

    private void checked(String name, long result) {
        if (result < 0) {
            throw new IllegalStateException(name + ": " + result);
        }
        if (name.startsWith("open")) {
            PosixFileNative.close((int) result);
        }
    }

    private void byRing(Kind kind, int depth) {
        for (int i = 0; i < depth; i++) {
            kind.entry.put(ring.submission(), i);
        }
        ring.submission().publish();
        int[] left = {depth};
        ring.enter(depth);
        while (true) {
            ring.completion()
                    .drain(
                            (token, result) -> {
                                checked(kind.name, result);
                                left[0]--;
                            },
                            depth);
            if (left[0] == 0) {
                return;
            }
            ring.doorbell().await(Long.MAX_VALUE);
            ring.enter(0);
        }
    }

    private void byPool(Kind kind, int depth) {
        finished.set(0);
        for (int i = 0; i < depth; i++) {
            int number = i;
            pool.execute(() -> {
                checked(kind.name, kind.call.make(number));
                if (finished.incrementAndGet() == depth) {
                    bell.ring();
                }
            });
        }
        bell.await(Long.MAX_VALUE);
    }

    private interface Way {
        void run(Kind kind, int depth);
    }

    /** Returns the median of nanoseconds an operation over the batches. */
    private static double median(Way way, Kind kind, int depth) {
        long[] times = new long[kind.batches];
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            way.run(kind, depth);
            times[i] = System.nanoTime() - begin;
        }
        Arrays.sort(times);
        return times[times.length / 2] / (double) depth;
    }

    public static void main(String[] args) throws Exception {
        NativeLibrary.ensureAvailability();
        RingAgainstPool measured = new RingAgainstPool(Path.of(args[0]));
        int rounds = Integer.parseInt(args[1]);
        System.out.println("microseconds an operation, median; ring / pool, at 1 and at 32 in flight");
        for (Kind kind : measured.kinds()) {
            StringBuilder line = new StringBuilder(String.format("%-28s", kind.name));
            for (int depth : new int[] {1, MANY}) {
                double[] ring = new double[rounds];
                double[] pool = new double[rounds];
                for (int round = 0; round < rounds; round++) {
                    ring[round] = median(measured::byRing, kind, depth);
                    pool[round] = median(measured::byPool, kind, depth);
                }
                Arrays.sort(ring);
                Arrays.sort(pool);
                line.append(String.format("%9.1f /%7.1f", ring[rounds / 2] / 1000, pool[rounds / 2] / 1000));
            }
            System.out.println(line);
        }
        System.exit(0);
    }
}
