/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.memory;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures the heap that open, idle files take, and operations in flight. A program to run by hand, with as many files as
 * {@code ulimit -n} leaves room for:
 *
 * <pre>java -cp 'examples/target/lib/*' io.asyncfs.testsuite.memory.MemoryReport BACKEND FILES [DIR]</pre>
 *
 * Live bytes are what is used after full collections. The files' paths exist before, as they belong to the caller.
 */
public final class MemoryReport {
    private static final int IN_FLIGHT = 4096;
    private static final int BATCH = 500;
    private static final int BLOCK = 4096;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private final String backend;
    private final PrintStream out;

    private MemoryReport(String backend, PrintStream out) {
        this.backend = backend;
        this.out = out;
    }

    /** Runs the program: backend, number of files, and an existing directory (default: the temporary one). */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            System.err.println("expected BACKEND FILES [DIR]");
            System.exit(2);
        }
        Path parent = Path.of(arguments.length > 2 ? arguments[2] : System.getProperty("java.io.tmpdir"));
        Path dir = Files.createTempDirectory(parent, "asyncfs-memory-");
        List<Path> paths = new ArrayList<>();
        try {
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                paths.add(Files.write(dir.resolve(String.format("file-%06d", i)), new byte[BLOCK]));
            }
            MemoryReport report = new MemoryReport(arguments[0], System.out);
            report.idleFiles(paths);
            report.channelsOfTheJdk(paths);
            report.operationsInFlight(paths.get(0));
        } finally {
            for (Path path : paths) {
                Files.delete(path);
            }
            Files.delete(dir);
        }
    }

    private void idleFiles(List<Path> paths) {
        paths.forEach(Path::toString); // which the JDK caches in the path
        try (AsyncFs fs = AsyncFs.builder().backend(backend).build()) {
            EventLoopGroup group = fs.newEventLoopGroup(1);
            List<AsyncFile> files = new ArrayList<>(paths.size());
            Contract.await(Contract.await(fs.open(group.next(), paths.get(0), StandardOpenOption.READ))
                    .close());
            long before = liveHeap();
            for (int from = 0; from < paths.size(); from += BATCH) {
                List<Future<AsyncFile>> opening = new ArrayList<>();
                for (Path path : paths.subList(from, Math.min(from + BATCH, paths.size()))) {
                    opening.add(fs.open(group.next(), path, StandardOpenOption.READ));
                }
                opening.forEach(file -> files.add(Contract.await(file)));
            }
            long after = liveHeap();
            tell(backend + ": idle open file", after - before, files.size());
            files.forEach(file -> Contract.await(file.size()));
            tell(backend + ": the same after one operation on each", liveHeap() - before, files.size());
            files.forEach(file -> Contract.await(file.close()));
            group.shutdownGracefully().awaitUninterruptibly();
        }
    }

    /** For comparison, and because the pool's files are such channels. */
    private void channelsOfTheJdk(List<Path> paths) throws IOException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        List<AsynchronousFileChannel> channels = new ArrayList<>(paths.size());
        long before = liveHeap();
        for (Path path : paths) {
            channels.add(AsynchronousFileChannel.open(path, Set.of(StandardOpenOption.READ), executor));
        }
        tell("JDK: open AsynchronousFileChannel", liveHeap() - before, channels.size());
        for (AsynchronousFileChannel channel : channels) {
            channel.close();
        }
        executor.shutdown();
    }

    /** Starts reads on the loop and measures there, before it can tell anybody that one is done. */
    private void operationsInFlight(Path path) {
        try (AsyncFs fs = AsyncFs.builder()
                .backend(backend)
                .queueDepth(IN_FLIGHT)
                .maxPendingOps(IN_FLIGHT)
                .build()) {
            EventLoopGroup group = fs.newEventLoopGroup(1);
            AsyncFile file = Contract.await(fs.open(group.next(), path, StandardOpenOption.READ));
            List<ByteBuf> buffers = new ArrayList<>();
            List<Future<Integer>> reads = new ArrayList<>(IN_FLIGHT);
            for (int i = 0; i < IN_FLIGHT; i++) {
                buffers.add(fs.allocBuf(BLOCK));
            }
            Contract.await(file.executor().submit(() -> {
                long before = liveHeap();
                buffers.forEach(buffer -> reads.add(file.read(buffer, 0)));
                tell(backend + ": operation in flight", liveHeap() - before, IN_FLIGHT);
            }));
            reads.forEach(Contract::await);
            out.println(
                    backend + ": memory shared with the kernel " + ringBytes() + " bytes at queueDepth " + IN_FLIGHT);
            buffers.forEach(ByteBuf::release);
            Contract.await(file.close());
            group.shutdownGracefully().awaitUninterruptibly();
        }
    }

    private void tell(String what, long bytes, int count) {
        out.printf(
                "%s: %d bytes (%d of them: %.1f MiB)%n",
                what, Math.round((double) bytes / count), count, bytes / 1048576.0);
    }

    /** The second collection takes what the first one's cleaners and references let go. */
    private static long liveHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }

    private static long ringBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                    .filter(line -> line.contains("[io_uring]"))
                    .map(line -> line.substring(0, line.indexOf(' ')).split("-"))
                    .mapToLong(range -> Long.parseLong(range[1], 16) - Long.parseLong(range[0], 16))
                    .sum();
        } catch (IOException e) { // not Linux
            return 0;
        }
    }
}
