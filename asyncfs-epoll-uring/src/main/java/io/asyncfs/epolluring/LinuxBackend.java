/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.BackendStatus;
import io.asyncfs.FileStat;
import io.asyncfs.jni.Errno;
import io.asyncfs.jni.NativeLibrary;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.jni.SeccompNative;
import io.asyncfs.spi.Backend;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.SystemCallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** What the backends of Linux have in common: blocking system calls, on the pool. */
abstract class LinuxBackend implements Backend {
    /** How often a call is made before it counts as refused. */
    private static final int ATTEMPTS = 8;

    /** Looks for what would be in the way before a system call is made, which may end the process. */
    @Override
    public final BackendStatus probe() {
        if (RingFlags.mistake() != null) {
            return unavailable(RingFlags.mistake(), null);
        }
        if (!NativeLibrary.isAvailable()) {
            return noLibrary();
        }
        if (SeccompNative.trapsFiles() || isTrapped()) {
            return trapped();
        }
        String refused = refusedCall();
        return refused == null ? probeQueue() : refused(refused);
    }

    /** Returns the name of a system call of all files that is refused, by calling each without effect; null if none is. */
    private static String refusedCall() {
        if (isRefused(LinuxStat::ofNothing)) {
            return "statx";
        }
        if (isRefused(() -> PosixFileNative.preadv2(-1, 0, 0, 0, 0))) {
            return "preadv2";
        }
        return isRefused(() -> PosixFileNative.pwritev2(-1, 0, 0, 0, 0)) ? "pwritev2" : null;
    }

    /** A filter refuses a call each time; an error that passes, such as EINTR, says nothing of it. */
    private static boolean isRefused(LongSupplier callOfNoFile) {
        return LongStream.generate(callOfNoFile).limit(ATTEMPTS).noneMatch(result -> result == -Errno.EBADF);
    }

    private BackendStatus refused(String call) {
        return unavailable(
                call + " is refused, as the seccomp filters of older container runtimes do",
                "allow " + call + " in the filter, or update the container runtime and its libseccomp");
    }

    /** Returns whether a seccomp filter ends the process for a system call of the queue. */
    abstract boolean isTrapped();

    /** Finds out whether a queue works here. */
    abstract BackendStatus probeQueue();

    private BackendStatus trapped() {
        return unavailable(
                "a seccomp filter would end the process for its system calls (SIGSYS), as Android's app sandbox does",
                "allow them in the filter; an app on Android cannot");
    }

    private BackendStatus noLibrary() {
        return unavailable(
                "the native library cannot be loaded: "
                        + NativeLibrary.unavailabilityCause().getMessage(),
                "what the cause names; if it names nothing, asyncfs-native with the classifier of this system on the class"
                        + " path, and in a source tree gcc and libc6-dev before it is built");
    }

    private BackendStatus unavailable(String cause, String fix) {
        return new BackendStatus(name(), false, cause, fix);
    }

    @Override
    public final boolean hasKernelQueue() {
        return true;
    }

    @Override
    public final OpenFile open(OpenRequest request) throws IOException {
        return LinuxOpen.open(request);
    }

    @Override
    public final boolean hasDirectories() {
        return LinuxDirectory.isAvailable();
    }

    @Override
    public final OpenDirectory openDirectory(Path path) throws IOException {
        return LinuxDirectory.of(path);
    }

    @Override
    public final FileStat stat(Path path) throws IOException {
        return LinuxStat.ofPath(PathBytes.of(path)).stat();
    }

    @Override
    public final void syncDirectory(Path path) throws IOException {
        int fd = LinuxDirectory.descriptor(path);
        try {
            SystemCall.check(PosixFileNative.fsync(fd));
        } finally {
            PosixFileNative.close(fd);
        }
    }

    @Override
    public final SystemCallException error(long result) {
        return SystemCall.failure(result);
    }
}
