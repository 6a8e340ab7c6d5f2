/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the files of the workloads in a directory. */
public final class TestFiles {
    /** How long the file is that one engine reads or writes. */
    public static final long DEFAULT_BYTES = 256L << 20;

    private static final int CHUNK = 1 << 20;
    private static final long USED_BYTES = 2L << 20;

    /** The number of a file without stamps. */
    static final int EMPTY = -1;

    private final Path dir;
    private final long bytes;

    /** Takes the directory, and the bytes of the one large file: a multiple of a mebibyte. */
    public TestFiles(Path dir, long bytes) {
        this.dir = dir;
        this.bytes = bytes;
    }

    /** Returns how many bytes the files of some workloads have together, without what is appended. */
    public long needed(List<Workload> workloads) {
        Map<String, Long> needed = new HashMap<>();
        for (Workload workload : workloads) {
            if (workload.kind() != Kind.DURABLE_APPEND) {
                Job job = job(workload);
                needed.put(job.path(), workload.usedFiles() * job.bytes());
            }
        }
        return needed.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Makes what a workload needs and is not there yet, and reads it into the page cache if it is to be read from there. */
    public Job prepare(Workload workload) throws IOException {
        Job job = job(workload);
        switch (workload.kind()) {
            case DURABLE_APPEND ->
                FileChannel.open(job.file(0), CREATE, WRITE, TRUNCATE_EXISTING).close();
            default -> {
                if (workload.files() > 1 && Files.notExists(Path.of(job.path()))) {
                    Files.createDirectory(Path.of(job.path())); // but not the one it is in, which may be on its way out
                }
                for (int file = 0; file < workload.files(); file++) {
                    long length = file < workload.usedFiles() ? job.bytes() : 0;
                    make(job.file(file), workload.kind().isWrite() ? EMPTY : file, length);
                    if (length > 0 && workload.readsCached()) {
                        PageCache.fill(job.file(file));
                    }
                }
            }
        }
        writeBack();
        return job;
    }

    /** Writes back what is dirty, which would else be written while something is measured. */
    public void writeBack() throws IOException {
        PageCache.writeBack(dir);
    }

    /** Returns what one of several engines does: each appends to a file of its own. */
    public Job of(String engine, Job job) throws IOException {
        if (job.workload().kind() != Kind.DURABLE_APPEND) {
            return job;
        }
        Path own = dir.resolve("append-" + engine.replace('/', '-'));
        FileChannel.open(own, CREATE, WRITE, TRUNCATE_EXISTING).close();
        return new Job(job.workload(), own.toString(), job.bytes());
    }

    /** Returns what to do where. */
    private Job job(Workload workload) {
        long each = workload.kind() == Kind.SMALL_FILES ? workload.block() : USED_BYTES;
        return new Job(
                workload,
                switch (workload.kind()) {
                    case DURABLE_APPEND -> dir.resolve("append").toString();
                    case SMALL_FILES -> dir.resolve("small").toString();
                    default ->
                        dir.resolve(
                                        workload.kind().isWrite()
                                                ? "written"
                                                : workload.files() == 1 ? "large" : "files" + workload.files())
                                .toString();
                },
                workload.files() == 1 ? bytes : each);
    }

    private static void make(Path path, int file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, CREATE, READ, WRITE)) {
            if (channel.size() == bytes && (bytes == 0 || file == EMPTY || isStamped(channel, file, bytes))) {
                return;
            }
            channel.truncate(bytes);
            fill(channel, file, bytes);
        }
    }

    /** Writes so many bytes. */
    static void fill(FileChannel channel, int file, long bytes) throws IOException {
        int chunk = (int) Math.min(CHUNK, bytes);
        ByteBuffer buffer = ByteBuffer.allocateDirect(chunk);
        for (long position = 0; position < bytes; position += chunk) {
            if (file != EMPTY) {
                Stamp.fill(buffer.clear(), file, position);
            }
            buffer.clear();
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
        }
    }

    /** The last stamp is there only if all before it were written. */
    static boolean isStamped(FileChannel channel, int file, long bytes) throws IOException {
        if (file == EMPTY) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(Stamp.UNIT);
        channel.read(last, bytes - Stamp.UNIT);
        ByteBuffer expected = ByteBuffer.allocate(Stamp.UNIT);
        Stamp.fill(expected, file, bytes - Stamp.UNIT);
        return last.flip().equals(expected);
    }
}
