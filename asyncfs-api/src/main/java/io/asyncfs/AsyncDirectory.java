/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.nio.file.Path;

/**
 * An open directory below which files are opened safely: no name, {@code ..}, absolute path or symbolic link leads out of
 * it, also while somebody changes the tree. Made for servers whose clients choose the names. Thread-safe; no method
 * blocks.
 *
 * <p>Linux with a native backend: {@code openat2(RESOLVE_BENEATH)} below the directory's own descriptor. The pool: component
 * by component with {@link java.nio.file.SecureDirectoryStream}. Symbolic links that stay inside work on both.
 */
public interface AsyncDirectory {
    /** Returns the path as it was given to {@code openDirectory}. */
    Path path();

    /**
     * Opens a file below this directory for reading, with none of the options that {@link AsyncFs#open} may be given.
     *
     * @param executor where the file's futures complete, null for the files-only loop; see
     *     {@link AsyncFs#open(EventExecutor, Path, java.nio.file.OpenOption...)}
     * @param relative a relative path; one that leads out of the directory fails with
     *     {@link java.nio.file.AccessDeniedException} or {@link java.nio.file.NoSuchFileException}
     * @return the file; fails with {@link FileKindException} when it is a directory, FIFO, socket or character device
     */
    Future<AsyncFile> open(EventExecutor executor, Path relative);

    /**
     * Closes the directory once the opens under way have ended; files opened through it stay open. Opening afterwards fails
     * with {@link FileClosedException}. A second call returns the same future, which completes on the global executor and
     * cannot be cancelled.
     */
    Future<Void> close();
}
