/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.DirectIo;
import io.asyncfs.FileKind;
import io.asyncfs.FileKindException;
import io.asyncfs.jni.Errno;
import io.asyncfs.jni.LinuxConstants;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;

/** open(2) with the options of java.nio, by the JDK's rules. */
final class LinuxOpen {
    /**
     * O_NONBLOCK until the kind is known: opening a FIFO that has come meanwhile would wait for its other end. A file that
     * somebody holds a lease on (fcntl(2), F_SETLEASE: Samba, NFS) is to be waited for, and answers EAGAIN to it.
     */
    static final int ALWAYS = LinuxConstants.O_CLOEXEC | LinuxConstants.O_NONBLOCK | LinuxConstants.O_NOCTTY;

    private static final int DEFAULT_MODE = 0666;

    private LinuxOpen() {}

    static OpenFile open(OpenRequest request) throws IOException {
        byte[] path = PathBytes.of(request.path());
        if (!request.createsNew()) { // which opens nothing that is there
            FileKind other = LinuxStat.kindNotToBeOpened(LinuxConstants.AT_FDCWD, path, followsLinks(request));
            if (other != null) {
                throw new FileKindException(request.path().toString(), other);
            }
        }
        int flags = flags(request) | ALWAYS;
        int mode = mode(request.attributes());
        int fd = PosixFileNative.open(LinuxConstants.AT_FDCWD, path, flags, mode);
        if (fd == -Errno.EAGAIN && LinuxStat.ofPath(path).stat().kind() == FileKind.REGULAR) {
            fd = PosixFileNative.open(LinuxConstants.AT_FDCWD, path, flags & ~LinuxConstants.O_NONBLOCK, mode);
        }
        if (fd == -Errno.ENXIO || fd == -Errno.EISDIR) { // a socket, a FIFO without a reader; a directory to be written
            LinuxFile.checkKind(request.path(), LinuxStat.ofPath(path).stat().kind());
        }
        SystemCall.check(fd);
        OpenFile file = take(fd, request);
        if (truncatesLater(request)) {
            truncate(file);
        }
        if (request.has(StandardOpenOption.DELETE_ON_CLOSE)) {
            delete(file, request.path());
        }
        return file;
    }

    /** Not in open(2), as an open that fails for want of direct I/O must leave the content alone. */
    private static boolean truncatesLater(OpenRequest request) {
        return request.direct() == DirectIo.REQUIRED
                && request.writes()
                && request.has(StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** As O_TRUNC does, which has no effect on a device. */
    private static void truncate(OpenFile file) throws IOException {
        try {
            if (file.stat().kind() == FileKind.REGULAR) {
                file.truncate(0);
            }
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** At once, and only if it can be, as the JDK does on Unix: who may write a file need not be allowed to delete it. */
    private static void delete(OpenFile file, Path path) throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The file stays, and whoever opened it has it.
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static OpenFile take(int fd, OpenRequest request) throws IOException {
        try {
            return LinuxFile.of(fd, request);
        } catch (IOException | RuntimeException e) { // no direct I/O, or the system fails in the midst
            if (request.createsNew()) {
                try {
                    Files.deleteIfExists(request.path());
                } catch (IOException left) {
                    e.addSuppressed(left);
                }
            }
            throw e;
        }
    }

    /**
     * Opens the JDK's channel on an open descriptor's file: proc(5), /proc/pid/fd, leads to the file itself. By the file system of
     * the path that was given, which is the JDK's own where another has been made the default one.
     */
    static FileChannel channel(int fd, OpenRequest request) throws IOException {
        return FileChannel.open(request.path().getFileSystem().getPath("/proc/self/fd/" + fd), request.again());
    }

    private static int flags(OpenRequest request) {
        int flags = LinuxConstants.O_RDONLY;
        if (request.writes()) {
            flags = request.reads() ? LinuxConstants.O_RDWR : LinuxConstants.O_WRONLY;
            flags |= when(request.appends(), LinuxConstants.O_APPEND);
            flags |= when(
                    request.has(StandardOpenOption.TRUNCATE_EXISTING) && !truncatesLater(request),
                    LinuxConstants.O_TRUNC);
            flags |= when(request.createsNew(), LinuxConstants.O_CREAT | LinuxConstants.O_EXCL);
            flags |= when(request.has(StandardOpenOption.CREATE), LinuxConstants.O_CREAT);
        }
        flags |= when(request.has(StandardOpenOption.SYNC), LinuxConstants.O_SYNC);
        flags |= when(request.has(StandardOpenOption.DSYNC), LinuxConstants.O_DSYNC);
        return flags | when(!followsLinks(request), LinuxConstants.O_NOFOLLOW);
    }

    private static boolean followsLinks(OpenRequest request) {
        return !request.has(LinkOption.NOFOLLOW_LINKS) && !request.has(StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static int when(boolean condition, int flag) {
        return condition ? flag : 0;
    }

    private static int mode(FileAttribute<?>[] attributes) {
        int mode = DEFAULT_MODE;
        for (FileAttribute<?> attribute : attributes) {
            if (!attribute.name().equals("posix:permissions")) {
                throw new UnsupportedOperationException("expected posix:permissions, got " + attribute.name());
            }
            mode = 0;
            for (Object permission : (Collection<?>) attribute.value()) {
                // OWNER_READ is declared first and is the highest of the nine bits.
                mode |= 0400 >> ((PosixFilePermission) permission).ordinal();
            }
        }
        return mode;
    }
}
