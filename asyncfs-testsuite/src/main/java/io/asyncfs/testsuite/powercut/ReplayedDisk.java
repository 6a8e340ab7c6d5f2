/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What is on the disk at some point of a {@link WriteLog}: held in memory, and brought forward entry by entry. */
public final class ReplayedDisk {
    private static final int CHUNK = 64 * 1024;

    private final byte[] bytes;

    private ReplayedDisk(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the disk as it was when the log began. */
    public static ReplayedDisk of(Path image) throws IOException {
        return new ReplayedDisk(Files.readAllBytes(image));
    }

    /** Does what an entry says. A discard leaves zeros, which no file system may rely on. */
    public void apply(WriteLog log, LogEntry entry) throws IOException {
        if (!entry.changesTheDisk()) {
            return;
        }
        if (entry.position() < 0 || entry.length() > bytes.length - entry.position()) {
            throw new IOException(entry + " is not within the " + bytes.length + " bytes of the disk");
        }
        int from = (int) entry.position();
        int length = (int) entry.length();
        if (entry.is(LogEntry.DISCARD)) {
            Arrays.fill(bytes, from, from + length, (byte) 0);
        } else {
            log.read(entry, 0, ByteBuffer.wrap(bytes, from, length));
        }
    }

    /** Makes a device, or a file of the same length, hold the same. Only what differs is written. */
    public void copyTo(Path device) throws IOException {
        try (FileChannel to = FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            byte[] there = new byte[CHUNK];
            for (int at = 0; at < bytes.length; at += CHUNK) {
                int length = Math.min(CHUNK, bytes.length - at);
                ByteBuffer old = ByteBuffer.wrap(there, 0, length);
                while (old.hasRemaining() && to.read(old, at + old.position()) > 0) {
                    // until all is read or the file ends
                }
                if (old.hasRemaining() || Arrays.mismatch(bytes, at, at + length, there, 0, length) >= 0) {
                    ByteBuffer content = ByteBuffer.wrap(bytes, at, length);
                    while (content.hasRemaining()) {
                        to.write(content, content.position());
                    }
                }
            }
        }
    }
}
