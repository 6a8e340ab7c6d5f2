/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    @TempDir
    Path directory;

    private Path library() throws Exception {
        Path copy = directory.resolve("copy.so");
        try (InputStream in =
                getClass().getClassLoader().getResourceAsStream("META-INF/native/" + NativeLoader.fileName())) {
            Files.copy(in, copy);
        }
        return copy;
    }

    private static void assertUnavailable(ChildJvm.Result result, String reason) {
        assertEquals(0, result.exit(), result.output());
        assertTrue(result.output().contains("available false"), result.output());
        assertTrue(result.output().contains(reason), result.output());
        assertTrue(result.output().contains("same true"), result.output());
        assertTrue(result.output().contains("ensure true"), result.output());
        assertTrue(result.output().contains("constants true"), result.output());
    }

    @Test
    void loadsFromTheClassPath() {
        assertNull(NativeLibrary.unavailabilityCause());
        assertTrue(NativeLibrary.isAvailable());
        NativeLibrary.ensureAvailability();
    }

    @Test
    void explicitPath() throws Exception {
        var result = ChildJvm.run(PrintCause.class, false, "-Dio.asyncfs.native.path=" + library());
        assertTrue(result.output().contains("available true"), result.output());
    }

    @Test
    void explicitPathThatIsWrongIsNotReplaced() throws Exception {
        Path missing = directory.resolve("missing.so");
        var result = ChildJvm.run(PrintCause.class, true, "-Dio.asyncfs.native.path=" + missing);
        assertUnavailable(result, missing + " names no file");
        assertTrue(result.output().contains("no native method"), result.output());
    }

    @Test
    void fileThatIsNoLibrary() throws Exception {
        Path file = Files.writeString(directory.resolve("text.so"), "not an ELF file");
        var result = ChildJvm.run(PrintCause.class, true, "-Dio.asyncfs.native.path=" + file);
        assertUnavailable(result, "cannot load -Dio.asyncfs.native.path");
    }

    @Test
    void libraryWithAMethodThatJavaDoesNotHave() throws Exception {
        Path library = replace("lseekEnd\0", "lseekOld\0");
        var result = ChildJvm.run(PrintCause.class, true, "-Dio.asyncfs.native.path=" + library);
        assertUnavailable(result, "are not of the same version: ");
        // The methods registered before the failing one are withdrawn: a call must not jump into unmapped memory.
        assertTrue(result.output().contains("no native method"), result.output());
    }

    @Test
    void libraryThatLacksAConstant() throws Exception {
        Path library = replace("LinuxConstants.O_DIRECT\0", "LinuxConstants.O_DIRECX\0");
        var result = ChildJvm.run(PrintCause.class, true, "-Dio.asyncfs.native.path=" + library);
        assertUnavailable(result, "the native library does not know LinuxConstants.O_DIRECT");
    }

    /** Returns a copy of the library in which a string of its tables is another one of the same length. */
    private Path replace(String old, String replacement) throws Exception {
        Path library = library();
        String bytes = Files.readString(library, StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains(old));
        assertEquals(old.length(), replacement.length());
        return Files.writeString(library, bytes.replace(old, replacement), StandardCharsets.ISO_8859_1);
    }

    @Test
    void missingResource() throws Exception {
        assertUnavailable(
                ChildJvm.run(PrintCause.class, false),
                "no META-INF/native/" + NativeLoader.fileName() + " on the class path or module path");
    }

    @Test
    void workdirIsUsedAndLeftEmpty() throws Exception {
        var result = ChildJvm.run(PrintCause.class, true, "-Dio.asyncfs.native.workdir=" + directory);
        assertTrue(result.output().contains("available true"), result.output());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void workdirThatIsMissing() throws Exception {
        Path missing = directory.resolve("missing");
        var result = ChildJvm.run(PrintCause.class, true, "-Dio.asyncfs.native.workdir=" + missing);
        assertUnavailable(result, "cannot unpack the native library into " + missing);
    }

    @Test
    void checkedJniHasNothingToSay() throws Exception {
        var result = ChildJvm.run(CheckedCalls.class, true, "-Xcheck:jni");
        assertEquals(0, result.exit(), result.output());
        assertEquals("refused " + -(Errno.EFAULT + Errno.ENAMETOOLONG) + ", done\n", result.output());
    }

    @Test
    void needsNoOtherLibraryAndExportsOneFunction() throws Exception {
        String file = library().toString();
        var dynamic = ChildJvm.execute(List.of("readelf", "-dW", file), Map.of("LC_ALL", "C"));
        assertEquals(0, dynamic.exit(), dynamic.output());
        assertTrue(dynamic.output().contains("BIND_NOW"), dynamic.output());
        assertFalse(dynamic.output().contains("NEEDED"), dynamic.output());
        var symbols = ChildJvm.execute(List.of("nm", "-D", "--format=just-symbols", file), Map.of("LC_ALL", "C"));
        assertEquals("JNI_OnLoad\n", symbols.output());
    }
}
