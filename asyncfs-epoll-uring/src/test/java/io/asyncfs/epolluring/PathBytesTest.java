/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathBytesTest {
    @ParameterizedTest
    @CsvSource({"/, /\u00e9t\u00e9, \u00e9t\u00e9", "/, /a/\u00e9, a/\u00e9", "/srv/files, /srv/files/\u00e9, \u00e9"})
    void aRelativePathIsWhatFollowsTheDirectory(String directory, String absolute, String relative) {
        assertEquals(relative, text(PathBytes.below(bytes(directory), bytes(absolute))));
    }

    @Test
    void endsByANul() {
        assertEquals("a/b\0", text(PathBytes.of(Path.of("a/b"))));
        assertEquals(".\0", text(PathBytes.of(Path.of(""))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
