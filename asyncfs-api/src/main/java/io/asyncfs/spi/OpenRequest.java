/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import io.asyncfs.DirectIo;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashSet;
import java.util.Set;

/**
 * How to open a file; already checked for options that exclude each other.
 *
 * @param path the path
 * @param options standard options, and extended ones of the JDK
 * @param attributes POSIX permissions for a new file
 */
public record OpenRequest(Path path, Set<OpenOption> options, FileAttribute<?>[] attributes) {
    private static final Set<OpenOption> AGAIN = Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            StandardOpenOption.SYNC,
            StandardOpenOption.DSYNC);

    /** Returns whether the option was given. */
    public boolean has(OpenOption option) {
        return options.contains(option);
    }

    /** Returns whether the file can be read. */
    public boolean reads() {
        return has(StandardOpenOption.READ);
    }

    /** Returns whether the file can be written. */
    public boolean writes() {
        return has(StandardOpenOption.WRITE) || appends();
    }

    /** Returns whether the file must not be there yet; that is asked of files to be written alone. */
    public boolean createsNew() {
        return writes() && has(StandardOpenOption.CREATE_NEW);
    }

    /** Returns the options by which another descriptor of the open file can do the same; they create and change nothing. */
    public Set<OpenOption> again() {
        Set<OpenOption> again = new HashSet<>(options);
        again.retainAll(AGAIN);
        return again;
    }

    /** Returns whether direct I/O is asked for, or null. */
    public DirectIo direct() {
        return has(DirectIo.REQUIRED) ? DirectIo.REQUIRED : has(DirectIo.PREFERRED) ? DirectIo.PREFERRED : null;
    }

    /** Returns whether every write goes to the end. */
    public boolean appends() {
        return has(StandardOpenOption.APPEND);
    }
}
