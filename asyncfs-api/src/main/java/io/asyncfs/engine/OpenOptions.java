/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.DirectIo;
import io.asyncfs.OpenMode;
import io.asyncfs.spi.OpenRequest;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.spi.FileSystemProvider;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Checks the options of an open, as FileChannel.open does. */
final class OpenOptions {
    /** What most files are opened with and keep: one for all of them. */
    private static final Set<OpenOption> READ_ONLY = Set.of(StandardOpenOption.READ);

    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    private OpenOptions() {}

    static Path checkPath(Path path) {
        Objects.requireNonNull(path, "path");
        if (path.getFileSystem() != FileSystems.getDefault() && !isOfTheJdk(path)) {
            throw new ProviderMismatchException("expected a path of the default file system, got " + path + " of "
                    + path.getFileSystem().provider());
        }
        return path;
    }

    /** Where another provider has been made the default one, the JDK's paths still name the same files. */
    private static boolean isOfTheJdk(Path path) {
        FileSystemProvider provider = path.getFileSystem().provider();
        return provider.getScheme().equals("file") && provider.getClass().getClassLoader() == null;
    }

    /** By name: its module, jdk.unsupported, need not be there. */
    private static boolean isDirectOfTheJdk(OpenOption option) {
        return option instanceof Enum<?> constant
                && constant.name().equals("DIRECT")
                && constant.getDeclaringClass().getName().equals("com.sun.nio.file.ExtendedOpenOption");
    }

    static OpenMode mode(Set<? extends OpenOption> given) {
        return given.stream().anyMatch(option -> option == OpenMode.SYNC) ? OpenMode.SYNC : OpenMode.ASYNC;
    }

    /** The set is copied, as a sorted one does not take questions for options of another kind. */
    static OpenRequest request(Path path, Set<? extends OpenOption> given, FileAttribute<?>... attributes) {
        checkPath(path);
        Set<OpenOption> options = new HashSet<>(given);
        if (options.containsAll(Set.of(OpenMode.values()))) {
            throw new IllegalArgumentException("expected ASYNC or SYNC, got both");
        }
        options.removeAll(Set.of(OpenMode.values()));
        if (options.removeIf(OpenOptions::isDirectOfTheJdk)) {
            options.add(DirectIo.REQUIRED);
        }
        for (OpenOption option : options) {
            Objects.requireNonNull(option, "option");
            if (!(option instanceof StandardOpenOption)
                    && !(option instanceof DirectIo)
                    && option != LinkOption.NOFOLLOW_LINKS) {
                throw new UnsupportedOperationException(
                        "expected StandardOpenOption, NOFOLLOW_LINKS, DirectIo or OpenMode, got "
                                + option.getClass().getName() + '.' + option);
            }
        }
        if (options.containsAll(Set.of(DirectIo.values()))) {
            throw new IllegalArgumentException("expected direct I/O REQUIRED or PREFERRED, got both");
        }
        boolean append = options.contains(StandardOpenOption.APPEND);
        if (append && options.contains(StandardOpenOption.READ)) {
            throw new IllegalArgumentException("expected READ or APPEND, got both");
        }
        if (append && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
            throw new IllegalArgumentException("expected APPEND or TRUNCATE_EXISTING, got both");
        }
        if (!append && !options.contains(StandardOpenOption.WRITE)) {
            options.add(StandardOpenOption.READ);
        }
        return new OpenRequest(
                path,
                options.equals(READ_ONLY) ? READ_ONLY : Set.copyOf(options),
                attributes.length == 0 ? NO_ATTRIBUTES : attributes.clone());
    }
}
