/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tests hand to system calls. */
final class Scratch {
    private Scratch() {}

    static byte[] path(Path path) {
        return path(path.toString());
    }

    static byte[] path(String path) {
        return (path + "\0").getBytes(StandardCharsets.UTF_8);
    }

    static ByteBuffer direct(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }

    static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return direct(bytes.length).put(bytes).flip();
    }

    static String text(ByteBuffer direct, int length) {
        byte[] bytes = new byte[length];
        direct.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static boolean isCloseOnExec(int fd) {
        return (statusFlags(fd) & LinuxConstants.O_CLOEXEC) != 0;
    }

    /** The flags of open(2) that the descriptor has now. */
    static int statusFlags(int fd) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd))) {
                if (line.startsWith("flags:")) {
                    return Integer.parseInt(line.substring(6).strip(), 8);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no flags in fdinfo");
    }
}
