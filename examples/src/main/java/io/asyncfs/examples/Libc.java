/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out which C library this process runs on. */
final class Libc {
    private static final Path MAPS = Path.of("/proc/self/maps");

    private Libc() {}

    /** Returns such as {@code glibc 2.36}, {@code musl} or {@code bionic}; null where it cannot be told. */
    static String name() throws IOException {
        if (!Files.isReadable(MAPS)) {
            return null;
        }
        String name = nameFrom(new String(Files.readAllBytes(MAPS), StandardCharsets.UTF_8));
        return "glibc".equals(name) ? glibcVersion() : name;
    }

    /** Tells the library by the file of it that is mapped. */
    static String nameFrom(String maps) {
        if (maps.contains("/ld-musl-")) {
            return "musl";
        }
        if (maps.contains("/bionic/libc.so")) {
            return "bionic";
        }
        return maps.contains("/libc.so.6") || maps.contains("/libc-2.") ? "glibc" : null;
    }

    /** Asks getconf(1), which belongs to glibc's own package and prints such as {@code glibc 2.36}. */
    private static String glibcVersion() throws IOException {
        Process getconf;
        try {
            getconf = new ProcessBuilder("getconf", "GNU_LIBC_VERSION")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return "glibc"; // no getconf here: the name is all there is to say
        }
        getconf.getOutputStream().close();
        String version = new String(getconf.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        return version.isEmpty() ? "glibc" : version;
    }
}
