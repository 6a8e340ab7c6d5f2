/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenBeneathTest {
    @TempDir
    Path directory;

    private int root = -1;

    @BeforeEach
    void open() throws IOException {
        NativeLibrary.ensureAvailability();
        Files.writeString(directory.resolve("outside"), "outside");
        Path inside = Files.createDirectories(directory.resolve("root/sub"));
        Files.writeString(inside.resolve("file"), "inside");
        int flags = LinuxConstants.O_PATH | LinuxConstants.O_DIRECTORY | LinuxConstants.O_CLOEXEC;
        root = PosixFileNative.open(LinuxConstants.AT_FDCWD, Scratch.path(directory.resolve("root")), flags, 0);
        assertTrue(root >= 0, () -> Errno.name(-root));
        int probe = beneath(".");
        assumeTrue(probe != -Errno.ENOSYS && probe != -Errno.EPERM, "openat2 is not to be had here");
        assertEquals(0, PosixFileNative.close(probe));
    }

    @AfterEach
    void close() {
        assertEquals(0, PosixFileNative.close(root));
    }

    private int beneath(String path) {
        return PosixFileNative.openBeneath(
                root, Scratch.path(path), LinuxConstants.O_RDONLY | LinuxConstants.O_CLOEXEC, 0);
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(directory.resolve("root").resolve(name), Path.of(target));
    }

    private void assertOpens(String path) {
        int fd = beneath(path);
        assertTrue(fd >= 0, () -> path + ": " + Errno.name(-fd));
        assertTrue(Scratch.isCloseOnExec(fd));
        assertEquals(0, PosixFileNative.close(fd));
    }

    @Test
    void opensWhatIsBelow() throws IOException {
        link("within", "sub/../sub/file");
        assertOpens("sub/file");
        assertOpens("sub/../sub/file");
        assertOpens("within");
        assertEquals(-Errno.ENOENT, beneath("sub/missing"));
    }

    @Test
    void refusesDotDot() {
        assertEquals(-Errno.EXDEV, beneath(".."));
        assertEquals(-Errno.EXDEV, beneath("../outside"));
        assertEquals(-Errno.EXDEV, beneath("sub/../../outside"));
        assertEquals(-Errno.EXDEV, beneath("sub/../../root/sub/file"));
    }

    @Test
    void refusesAbsolutePaths() {
        assertEquals(-Errno.EXDEV, beneath("/etc/passwd"));
        assertEquals(-Errno.EXDEV, beneath(directory.resolve("root/sub/file").toString()));
    }

    @Test
    void refusesSymbolicLinksThatLeadOut() throws IOException {
        link("relative", "../outside");
        link("absolute", directory.resolve("outside").toString());
        link("parent", "..");
        link("magic", "/proc/self/root");
        assertEquals(-Errno.EXDEV, beneath("relative"));
        assertEquals(-Errno.EXDEV, beneath("absolute"));
        assertEquals(-Errno.EXDEV, beneath("parent/outside"));
        assertEquals(-Errno.EXDEV, beneath("magic/etc/passwd"));
    }

    @Test
    void createsBelow() throws IOException {
        int flags = LinuxConstants.O_WRONLY | LinuxConstants.O_CREAT | LinuxConstants.O_EXCL;
        int fd = PosixFileNative.openBeneath(root, Scratch.path("sub/new"), flags, 0600);
        assertTrue(fd >= 0, () -> Errno.name(-fd));
        assertEquals(0, PosixFileNative.close(fd));
        assertEquals(0, Files.size(directory.resolve("root/sub/new")));
        assertEquals(-Errno.EXDEV, PosixFileNative.openBeneath(root, Scratch.path("../new"), flags, 0600));
        assertTrue(Files.notExists(directory.resolve("new")));
    }
}
