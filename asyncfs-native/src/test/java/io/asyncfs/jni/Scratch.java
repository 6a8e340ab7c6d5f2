/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
}
