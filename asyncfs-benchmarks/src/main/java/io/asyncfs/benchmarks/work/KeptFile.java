/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A test file that the user names and keeps. A mark behind its blocks says that it holds nothing of the user's, whatever was
 * read or written before; a file without the mark is never written to.
 *
 * <pre>
 *   byte   0                        256 MiB                256 MiB + 4096
 *          | stamps or what was written | the mark, then zeros |
 * </pre>
 */
public final class KeptFile {
    private static final byte[] MARK =
            "asyncfs: a test file, which bench read and bench write overwrite\n".getBytes(StandardCharsets.US_ASCII);

    private KeptFile() {}

    /** Returns what there is at a path that must be left alone; nothing when a test file is there or can be made. */
    public static Optional<String> obstacle(Path path) throws IOException {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        // Asked before it is opened: opening a pipe waits, and opening a device may do something.
        if (!Files.isRegularFile(path)) {
            return Optional.of(Files.isDirectory(path) ? "a directory" : "no regular file");
        }
        try (FileChannel channel = FileChannel.open(path, READ)) {
            return channel.size() == 0 || isMarked(channel)
                    ? Optional.empty()
                    : Optional.of("a file of " + channel.size() + " bytes which is none of bench's");
        }
    }

    /** Makes the file, for a workload on it; fails when {@link #obstacle} says that something else is there. */
    public static Job prepare(Workload workload, Path path) throws IOException {
        Optional<String> obstacle = obstacle(path);
        if (obstacle.isPresent()) {
            throw new IOException(path + " is " + obstacle.get());
        }
        boolean isNew = Files.notExists(path);
        try (FileChannel channel = FileChannel.open(path, CREATE, READ, WRITE)) {
            int number = workload.kind().isWrite() ? TestFiles.EMPTY : 0;
            if (!TestFiles.isStamped(channel, number, TestFiles.DEFAULT_BYTES)) {
                channel.truncate(0); // else the last stamp might stay where an interrupted command did not get to
                mark(channel);
                TestFiles.fill(channel, number, TestFiles.DEFAULT_BYTES);
                channel.force(true); // a later write-back would disturb what is measured
            }
        } catch (IOException e) {
            if (isNew) {
                Files.deleteIfExists(path); // else it would fill the file system for nothing
            }
            throw e;
        }
        if (workload.readsCached()) {
            PageCache.fill(path);
        }
        return new Job(workload, path.toString(), TestFiles.DEFAULT_BYTES);
    }

    /** Before anything else, so that what an interrupted command leaves is known as well. */
    private static void mark(FileChannel channel) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(Stamp.UNIT).put(MARK).clear();
        while (mark.hasRemaining()) {
            channel.write(mark, TestFiles.DEFAULT_BYTES + mark.position());
        }
    }

    private static boolean isMarked(FileChannel channel) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(MARK.length);
        int read = channel.read(found, TestFiles.DEFAULT_BYTES);
        return read == MARK.length && found.flip().equals(ByteBuffer.wrap(MARK));
    }
}
