/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of a path, which on Linux need not be text. {@link Path#toString()} loses bytes that the locale cannot decode,
 * but {@link Path#toUri()} escapes every byte as it is, so names found by listing a directory survive.
 */
final class PathBytes {
    private PathBytes() {}

    /** Returns the path for a system call, ended by a NUL. A relative one is of the directory that the JDK takes for it. */
    static byte[] of(Path path) {
        return path.isAbsolute() || !WorkingDirectory.isElsewhere(path.getFileSystem())
                ? ofName(path)
                : terminated(decode(path.toAbsolutePath()));
    }

    /** Does the same for a path that is relative to an open directory. */
    static byte[] ofName(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return terminated(text.isEmpty() ? new byte[] {'.'} : text.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] absolute = decode(path.toAbsolutePath());
        if (path.isAbsolute()) {
            return terminated(absolute);
        }
        return terminated(below(decode(path.getFileSystem().getPath("").toAbsolutePath()), absolute));
    }

    /** What {@code -Duser.dir} makes of relative paths: the JDK's do not begin where the process is, once it is set. */
    private static final class WorkingDirectory {
        private static volatile Boolean elsewhere;

        static boolean isElsewhere(FileSystem files) {
            if (elsewhere == null) {
                elsewhere = find(files);
            }
            return elsewhere;
        }

        /** The kernel's answer has no links in it, and user.dir is the same text unless somebody has given it. */
        private static boolean find(FileSystem files) {
            try {
                Path process = Files.readSymbolicLink(files.getPath("/proc/self/cwd"));
                Path given = files.getPath("").toAbsolutePath();
                return !process.equals(given) && Files.isDirectory(given); // not one whose bytes are no text here
            } catch (IOException e) { // no proc file system: then as most are started
                return false;
            }
        }
    }

    /** Returns what follows the directory and a slash, which that of the root is itself. */
    static byte[] below(byte[] directory, byte[] absolute) {
        int prefix = directory.length == 1 ? 1 : directory.length + 1;
        return Arrays.copyOfRange(absolute, prefix, absolute.length);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static byte[] decode(Path absolute) {
        String raw = absolute.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        byte[] decoded = bytes.toByteArray();
        boolean directory = decoded.length > 1 && decoded[decoded.length - 1] == '/'; // added by toUri()
        return directory ? Arrays.copyOf(decoded, decoded.length - 1) : decoded;
    }

    private static byte[] terminated(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }
}
