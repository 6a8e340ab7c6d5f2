/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.Futures;
import io.asyncfs.OpenMode;
import io.netty.util.concurrent.BlockingOperationException;
import java.io.IOException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * An open file, and what it was opened for.
 *
 * @param file the file
 * @param reads whether it can be read
 * @param writes whether it can be written
 * @param appends whether every write goes to the end
 */
record Opened(AsyncFile file, boolean reads, boolean writes, boolean appends) {
    /** Opens a file and waits for it; options by the JDK's rules. */
    static Opened open(AsyncFs fs, Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        for (OpenOption option : options) {
            if (option == null) {
                throw new NullPointerException("an option is null");
            }
            if (option instanceof OpenMode) {
                throw new UnsupportedOperationException(option + " is for AsyncFs.open: a channel has its own calls");
            }
        }
        for (FileAttribute<?> attribute : attributes) {
            if (attribute == null) {
                throw new NullPointerException("an attribute is null");
            }
        }
        checkMayWait(); // before it is begun: nobody would close what it opens
        boolean appends = contains(options, StandardOpenOption.APPEND);
        boolean writes = appends || contains(options, StandardOpenOption.WRITE);
        boolean reads = !writes || contains(options, StandardOpenOption.READ);
        AsyncFile file = Await.result(fs.open(null, AsyncFsPath.unwrap(path), options, attributes));
        return new Opened(file, reads, writes, appends);
    }

    static void checkMayWait() {
        if (!Futures.mayWait()) {
            throw new BlockingOperationException("an event loop must not wait for a file to be opened");
        }
    }

    /** As the JDK: an option may be there twice. */
    static Set<OpenOption> setOf(OpenOption... options) {
        return new HashSet<>(Arrays.asList(options));
    }

    /** A sorted set compares only what is of one type. */
    static boolean contains(Set<? extends OpenOption> options, OpenOption option) {
        return options.stream().anyMatch(option::equals);
    }

    void checkReads() {
        if (!reads) {
            throw new NonReadableChannelException();
        }
    }

    void checkWrites() {
        if (!writes) {
            throw new NonWritableChannelException();
        }
    }

    /** A shared lock needs a file that can be read, another one that can be written. */
    void checkLocks(boolean shared) {
        if (shared) {
            checkReads();
        } else {
            checkWrites();
        }
    }
}
