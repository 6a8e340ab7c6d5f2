/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import io.asyncfs.AsyncFs;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the suite needs to know of the machine, for tags and for optional classes. */
public final class Platform {
    private static final String OS = System.getProperty("os.name").toLowerCase(Locale.ROOT);

    private Platform() {}

    /** Returns {@code linux}, {@code macos}, {@code freebsd} or {@code windows}. */
    public static String os() {
        if (OS.startsWith("windows")) {
            return "windows";
        }
        return OS.startsWith("mac") ? "macos" : OS;
    }

    /** Returns true on Linux. */
    public static boolean isLinux() {
        return os().equals("linux");
    }

    /** Returns true where files have owners, permissions and symbolic links as POSIX has them. */
    public static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Returns true for the superuser, for whom permissions do not count; who in a container may not even mount. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Returns true where file systems may be mounted and loop devices made. */
    public static boolean mayMount() {
        return Mounting.ALLOWED;
    }

    /** Returns true when file systems can be served from user space here. */
    public static boolean hasFuse() {
        return mayMount() && Files.isReadable(Path.of("/dev/fuse"));
    }

    /** Returns true when Netty's epoll transport is on the class path and loads. */
    public static boolean hasEpoll() {
        return isAvailable("io.netty.channel.epoll.Epoll");
    }

    /**
     * Returns true when Netty's own io_uring transport is on the class path and loads. It is not asked where ours has none:
     * under a filter that traps the system calls, as Android's, its look for them ends the process.
     */
    public static boolean hasNettyIoUring() {
        return hasBackend("io_uring") && isAvailable("io.netty.channel.uring.IoUring");
    }

    /** Returns true when a backend works here. */
    public static boolean hasBackend(String name) {
        return AsyncFs.backends().stream().anyMatch(s -> s.name().equals(name) && s.available());
    }

    /** Returns the feature number of the running JDK. */
    public static int jdk() {
        return Runtime.version().feature();
    }

    private static boolean isAvailable(String facade) {
        try {
            return (boolean) Class.forName(facade).getMethod("isAvailable").invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }

    /** Found out once, when it is asked first. */
    private static final class Mounting {
        static final boolean ALLOWED = isLinux() && isRoot() && isPossible();

        /** Capabilities, seccomp filters and security modules all have a say: only mounting tells. */
        private static boolean isPossible() {
            try {
                Path directory = Files.createTempDirectory("asyncfs-mount-");
                try (Tmpfs probe = Tmpfs.mount(directory, "size=64k")) {
                    return Files.isDirectory(probe.root());
                } catch (AssertionError refused) { // by mount(8); that is the answer
                    return false;
                } finally {
                    Files.delete(directory);
                }
            } catch (IOException e) { // there is no mount(8)
                return false;
            }
        }
    }
}
