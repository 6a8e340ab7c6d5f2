/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.pool;

import io.asyncfs.FileKind;
import io.asyncfs.FileStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/** Reads {@link FileStat} by path: with the JDK's {@code unix} view where it exists, else with what every system has. */
final class PathStat {
    private static final String UNIX = "unix:mode,size,ino,dev,lastModifiedTime";
    private static final int TYPE_MASK = 0xf000; // S_IFMT, inode(7)

    private PathStat() {}

    static FileStat of(Path path, LinkOption... links) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return of(Files.readAttributes(path, BasicFileAttributes.class, links));
        }
        Map<String, Object> found = Files.readAttributes(path, UNIX, links);
        int mode = (Integer) found.get("mode");
        return new FileStat(
                kind(mode), (Long) found.get("size"), (Long) found.get("ino"), (Long) found.get("dev"), mode, (FileTime)
                        found.get("lastModifiedTime"));
    }

    static FileStat of(BasicFileAttributes found) {
        FileKind kind = FileKind.OTHER;
        if (found.isRegularFile()) {
            kind = FileKind.REGULAR;
        } else if (found.isDirectory()) {
            kind = FileKind.DIRECTORY;
        } else if (found.isSymbolicLink()) {
            kind = FileKind.SYMBOLIC_LINK;
        }
        return new FileStat(kind, found.size(), 0, 0, 0, found.lastModifiedTime());
    }

    /** The type bits are the same on all Unix systems; see inode(7). */
    private static FileKind kind(int mode) {
        return switch (mode & TYPE_MASK) {
            case 0x8000 -> FileKind.REGULAR;
            case 0x4000 -> FileKind.DIRECTORY;
            case 0xa000 -> FileKind.SYMBOLIC_LINK;
            case 0x6000 -> FileKind.BLOCK_DEVICE;
            case 0x2000 -> FileKind.CHARACTER_DEVICE;
            case 0x1000 -> FileKind.FIFO;
            case 0xc000 -> FileKind.SOCKET;
            default -> FileKind.OTHER;
        };
    }
}
