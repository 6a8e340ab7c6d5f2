/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import java.nio.file.FileSystemException;
import java.util.Locale;

/** A path was to be opened that is neither a regular file nor a block device. */
public final class FileKindException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    /** What the path is. */
    private final FileKind kind;

    /**
     * Creates the exception.
     *
     * @param file the path
     * @param kind what it is
     */
    public FileKindException(String file, FileKind kind) {
        super(
                file,
                null,
                "is a " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + "; expected a regular file or a block device");
        this.kind = kind;
    }

    /** Returns what the path is. */
    public FileKind kind() {
        return kind;
    }
}
