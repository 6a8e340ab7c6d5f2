/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.jni.Errno;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.jni.SeccompNative;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.SystemCallException;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** An open directory; the kernel itself keeps what is opened beneath it (openat2(2), RESOLVE_BENEATH, 5.6). */
final class LinuxDirectory implements OpenDirectory {
    /** openat2 answers EAGAIN when a rename during the walk keeps it from being sure. */
    private static final int MAX_TRIES = 64;

    private final Path path;
    private final int fd;

    /** Old seccomp profiles answer EPERM or ENOSYS to openat2, and Android's a signal. */
    private static final class Probed {
        static final boolean AVAILABLE = !SeccompNative.trapsOpenat2() && opensItself();

        private static boolean opensItself() {
            int flags = LinuxConstants.O_PATH | LinuxConstants.O_CLOEXEC;
            int opened = PosixFileNative.openBeneath(LinuxConstants.AT_FDCWD, new byte[] {'.', 0}, flags, 0);
            if (opened >= 0) {
                PosixFileNative.close(opened);
            }
            return opened != -Errno.ENOSYS && opened != -Errno.EPERM;
        }
    }

    private LinuxDirectory(Path path, int fd) {
        this.path = path;
        this.fd = fd;
    }

    /** Returns whether openat2(2) can be used here. */
    static boolean isAvailable() {
        return Probed.AVAILABLE;
    }

    static LinuxDirectory of(Path path) throws SystemCallException {
        return new LinuxDirectory(path, descriptor(path));
    }

    /** Opens a directory to be used by descriptor; the caller closes it. */
    static int descriptor(Path path) throws SystemCallException {
        int flags = LinuxConstants.O_RDONLY | LinuxConstants.O_DIRECTORY | LinuxConstants.O_CLOEXEC;
        return SystemCall.check(PosixFileNative.open(LinuxConstants.AT_FDCWD, PathBytes.of(path), flags, 0));
    }

    @Override
    public OpenFile open(Path relative) throws IOException {
        byte[] name = PathBytes.ofName(relative);
        // That name may lead out, which opening it tells: by a descriptor that opens nothing.
        boolean other = LinuxStat.kindNotToBeOpened(fd, name, true) != null;
        int opened = openBeneath(
                name,
                LinuxConstants.O_CLOEXEC
                        | (other ? LinuxConstants.O_PATH : LinuxConstants.O_RDONLY | LinuxOpen.ALWAYS));
        OpenRequest request =
                new OpenRequest(path.resolve(relative), Set.of(StandardOpenOption.READ), new FileAttribute<?>[0]);
        return LinuxFile.of(opened, request);
    }

    private int openBeneath(byte[] name, int flags) throws SystemCallException {
        int opened = -Errno.EAGAIN;
        for (int tries = 0; opened == -Errno.EAGAIN && tries < MAX_TRIES; tries++) {
            opened = PosixFileNative.openBeneath(fd, name, flags, 0);
        }
        if (opened == -Errno.EAGAIN && LinuxStat.kindNotToBeOpened(fd, name, true) == null) { // a lease: see LinuxOpen
            opened = PosixFileNative.openBeneath(fd, name, flags & ~LinuxConstants.O_NONBLOCK, 0);
        }
        if (opened == -Errno.EXDEV) {
            throw new SystemCallException("EACCES", "Leads out of the directory");
        }
        return SystemCall.check(opened);
    }

    @Override
    public void close() throws SystemCallException {
        SystemCall.check(PosixFileNative.close(fd));
    }
}
