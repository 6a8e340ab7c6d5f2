/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.pool;

import io.asyncfs.DirectAlignment;
import io.asyncfs.DirectIo;
import io.asyncfs.spi.OpenRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Direct I/O as the JDK has it, in its module jdk.unsupported, which need not be there. */
final class JdkDirect {
    private static final OpenOption OPTION = find();

    private JdkDirect() {}

    private static OpenOption find() {
        try {
            Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
            return (OpenOption) options.getField("DIRECT").get(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** Returns the alignment to open with: the JDK knows but the block size, which is enough for both. */
    static DirectAlignment alignment(OpenRequest request) throws IOException {
        if (request.direct() == null) {
            return DirectAlignment.NONE;
        }
        String lack =
                OPTION == null ? "this Java runtime has no direct I/O (it lacks its module jdk.unsupported)" : null;
        if (lack == null) {
            FileStore store = storeOf(request.path());
            if (!store.type().equals("tmpfs") && !store.type().equals("ramfs")) {
                int block = (int) Math.max(512, Math.min(1 << 20, Long.highestOneBit(store.getBlockSize())));
                return new DirectAlignment(block, block);
            }
            lack = store.type() + " has no direct I/O";
        }
        refuseIfRequired(request, lack);
        return DirectAlignment.NONE;
    }

    /**
     * Returns whether an open failed because the file system does not know O_DIRECT: EINVAL of open(2), which the JDK tells by a
     * text in the user's language alone, so that what else has no exception of its own is told from it by opening without.
     */
    static boolean isRefused(FileSystemException failure, OpenRequest request, DirectAlignment alignment) {
        if (!alignment.isDirect() || failure.getClass() != FileSystemException.class) {
            return false;
        }
        try {
            FileChannel.open(request.path(), request.again()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static void refuseIfRequired(OpenRequest request, String lack) {
        if (request.direct() == DirectIo.REQUIRED) {
            throw new UnsupportedOperationException(request.path() + ": " + lack
                    + ": expected ext4, XFS, btrfs or another on a device; DirectIo.PREFERRED opens it buffered");
        }
    }

    private static FileStore storeOf(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        return Files.getFileStore(Files.exists(path) || parent == null ? path : parent);
    }

    /** Returns the options for the JDK, without ours. */
    static Set<OpenOption> options(OpenRequest request, DirectAlignment alignment) {
        if (request.direct() == null) {
            return request.options();
        }
        Set<OpenOption> options = new HashSet<>(request.options());
        options.remove(request.direct());
        if (alignment.isDirect()) {
            options.add(OPTION);
        }
        return options;
    }
}
