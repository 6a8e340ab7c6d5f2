/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.slowfs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One directory of files in memory, and how the kernel wants to hear of them. Node 1 is the directory. */
final class SlowFiles {
    static final long ROOT = 1;
    static final int ENOENT = 2;

    private static final int S_IFDIR = 0040755;
    private static final int S_IFREG = 0100644;
    private static final int DIRENT_HEADER = 24;

    private final Map<String, Long> names = new LinkedHashMap<>();
    private final Map<Long, Node> nodes = new HashMap<>();
    private long lastNode = ROOT;

    /** Returns the node of a name, or 0. */
    synchronized long lookup(String name) {
        return names.getOrDefault(name, 0L);
    }

    synchronized long create(String name) {
        return names.computeIfAbsent(name, key -> {
            nodes.put(++lastNode, new Node());
            return lastNode;
        });
    }

    /** Removes a name; the node stays for those who have it open. */
    synchronized boolean unlink(String name) {
        return names.remove(name) != null;
    }

    synchronized void resize(long node, long size) {
        nodes.get(node).resize(Math.toIntExact(size));
    }

    synchronized byte[] read(long node, long position, int length) {
        Node file = nodes.get(node);
        int from = (int) Math.min(position, file.size);
        return Arrays.copyOfRange(file.bytes, from, from + Math.min(length, file.size - from));
    }

    synchronized void write(long node, long position, ByteBuffer data, int length) {
        Node file = nodes.get(node);
        int end = Math.toIntExact(position + length);
        if (end > file.size) {
            file.resize(end);
        }
        data.get(file.bytes, (int) position, length);
    }

    /**
     * Puts a {@code struct fuse_attr}.
     *
     * <pre>
     *  0 ino  8 size  16 blocks  24 atime  32 mtime  40 ctime  48 atimensec  52 mtimensec  56 ctimensec
     * 60 mode  64 nlink  68 uid  72 gid  76 rdev  80 blksize  84 flags
     * </pre>
     */
    synchronized void putAttributes(ByteBuffer out, long node) {
        Node file = nodes.get(node);
        long size = file == null ? 0 : file.size;
        out.putLong(node).putLong(size).putLong((size + 511) / 512);
        out.putLong(0).putLong(0).putLong(0).putInt(0).putInt(0).putInt(0);
        out.putInt(node == ROOT ? S_IFDIR : S_IFREG).putInt(1);
        out.putInt(0).putInt(0).putInt(0).putInt(4096).putInt(0);
    }

    /** Puts {@code struct fuse_dirent}s from the given offset on: ino, off, namelen, type, name padded to 8. */
    synchronized void putEntries(ByteBuffer out, long offset, int limit) {
        int index = 0;
        for (Map.Entry<String, Long> entry : names.entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.ISO_8859_1);
            int padded = (DIRENT_HEADER + name.length + 7) / 8 * 8;
            if (index++ < offset) {
                continue;
            }
            if (out.position() + padded > limit) {
                return;
            }
            int start = out.position();
            out.putLong(entry.getValue()).putLong(index).putInt(name.length).putInt(S_IFREG >> 12);
            out.put(name).position(start + padded);
        }
    }

    private static final class Node {
        private byte[] bytes = new byte[0];
        private int size;

        void resize(int newSize) {
            if (newSize > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(newSize, 2 * bytes.length));
            } else if (newSize < size) {
                Arrays.fill(bytes, newSize, size, (byte) 0);
            }
            size = newSize;
        }
    }
}
