/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Measures channels beside the JDK's: run by hand, with a directory on the disk to be measured, and a kind of channel or nothing for all. Prints thousands of reads of
 * 4 KiB a second, the median of five rounds. Other work on the machine shows: compare within a line.
 */
final class AgainstTheJdk {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 16 * 1024;
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 400_000_000L;

    private AgainstTheJdk() {}

    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[0]).resolve("against-the-jdk");
        byte[] content = new byte[BLOCK * BLOCKS];
        new Random(1).nextBytes(content);
        Files.write(path, content);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (Kind kind : args.length > 1 ? List.of(Kind.valueOf(args[1])) : List.of(Kind.values())) {
                System.out.printf(
                        "%-9s asynchronous, 32 in flight: cached %5.0f, O_DIRECT %5.0f (executor of 2: %5.0f, %5.0f)%n",
                        kind,
                        asynchronous(kind, path, null, Set.of(StandardOpenOption.READ)),
                        asynchronous(kind, path, null, Set.of(StandardOpenOption.READ, ExtendedOpenOption.DIRECT)),
                        asynchronous(kind, path, two, Set.of(StandardOpenOption.READ)),
                        asynchronous(kind, path, two, Set.of(StandardOpenOption.READ, ExtendedOpenOption.DIRECT)));
                System.out.printf(
                        "%-9s file channel: one thread, cached, direct %5.0f, heap %5.0f%n",
                        kind, oneThread(kind, path, true), oneThread(kind, path, false));
                if (VirtualThreads.available()) {
                    System.out.printf(
                            "%-9s file channel: 64 virtual threads, O_DIRECT %5.0f, cached %5.0f%n",
                            kind,
                            virtual(kind, path, ExtendedOpenOption.DIRECT),
                            virtual(kind, path, StandardOpenOption.READ));
                }
            }
        } finally {
            two.shutdown();
            Files.delete(path);
        }
        System.exit(0);
    }

    /** A round: returns how many reads it did. */
    private interface Round {
        long run(long until) throws Exception;
    }

    private static double median(Round round) throws Exception {
        round.run(System.nanoTime() + ROUND_NANOS);
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            long reads = round.run(start + ROUND_NANOS);
            rates.add(reads * 1e6 / (System.nanoTime() - start));
        }
        rates.sort(null);
        return rates.get(ROUNDS / 2);
    }

    private static ByteBuffer aligned() {
        return ByteBuffer.allocateDirect(2 * BLOCK).alignedSlice(BLOCK).limit(BLOCK);
    }

    private static long anywhere() {
        return (long) ThreadLocalRandom.current().nextInt(BLOCKS) * BLOCK;
    }

    private static double asynchronous(Kind kind, Path path, ExecutorService executor, Set<OpenOption> options)
            throws Exception {
        try (AsynchronousFileChannel channel = kind.asynchronous(path, options, executor)) {
            return median(until -> {
                Chain[] chains = new Chain[32];
                CountDownLatch ended = new CountDownLatch(chains.length);
                for (int i = 0; i < chains.length; i++) {
                    chains[i] = new Chain(channel, until, ended);
                    chains[i].next();
                }
                ended.await();
                long reads = 0;
                for (Chain chain : chains) {
                    reads += chain.reads;
                }
                return reads;
            });
        }
    }

    /** One read after the other. */
    private static final class Chain implements CompletionHandler<Integer, Void> {
        private final AsynchronousFileChannel channel;
        private final long until;
        private final CountDownLatch ended;
        private final ByteBuffer buffer = aligned();
        private long reads;

        Chain(AsynchronousFileChannel channel, long until, CountDownLatch ended) {
            this.channel = channel;
            this.until = until;
            this.ended = ended;
        }

        void next() {
            channel.read(buffer.clear(), anywhere(), null, this);
        }

        @Override
        public void completed(Integer result, Void attachment) {
            reads++;
            if (System.nanoTime() < until) {
                next();
            } else {
                ended.countDown();
            }
        }

        @Override
        public void failed(Throwable failure, Void attachment) {
            failure.printStackTrace();
            ended.countDown();
        }
    }

    private static long read(FileChannel channel, ByteBuffer buffer, long until) throws IOException {
        long reads = 0;
        while (System.nanoTime() < until) {
            channel.read(buffer.clear(), anywhere());
            reads++;
        }
        return reads;
    }

    private static double oneThread(Kind kind, Path path, boolean direct) throws Exception {
        try (FileChannel channel = kind.file(path)) {
            ByteBuffer buffer = direct ? aligned() : ByteBuffer.allocate(BLOCK);
            return median(until -> read(channel, buffer, until));
        }
    }

    private static double virtual(Kind kind, Path path, OpenOption option) throws Exception {
        try (FileChannel channel = kind.file(path, new HashSet<>(List.of(StandardOpenOption.READ, option)))) {
            return median(until -> {
                List<FutureTask<Long>> readers = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    readers.add(new FutureTask<>(() -> read(channel, aligned(), until)));
                    VirtualThreads.factory().newThread(readers.get(i)).start();
                }
                long reads = 0;
                for (FutureTask<Long> reader : readers) {
                    reads += reader.get();
                }
                return reads;
            });
        }
    }
}
