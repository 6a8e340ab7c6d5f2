/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    /** Where the JDK takes another directory for the current one than the process is in, so do we. */
    @Test
    void aRelativePathIsOfTheDirectoryOfTheJdk(@TempDir Path dir) throws IOException {
        Files.writeString(dir.resolve("there"), "content");
        Files.writeString(Files.createDirectory(dir.resolve("below")).resolve("there"), "more");
        String output = ChildJvm.runWith(List.of("-Duser.dir=" + dir), OpensThere.class, "there", "below/there");
        assertEquals("7 deleted 4 deleted", output.strip());
    }

    /** Opens files by relative paths, which the JDK deletes. */
    static final class OpensThere {
        private OpensThere() {}

        public static void main(String[] paths) throws Exception {
            try (AsyncFs fs = AsyncFs.create()) {
                for (String path : paths) {
                    AsyncFile file = fs.open(
                                    Path.of(path), StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)
                            .get();
                    System.out.print(file.size().get() + (Files.exists(Path.of(path)) ? " kept " : " deleted "));
                }
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
