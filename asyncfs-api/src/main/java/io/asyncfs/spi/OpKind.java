/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

import java.util.Locale;

/** The kinds of operation, as the counters name them. */
public enum OpKind {
    /** Reads at a position. */
    READ("reading"),
    /** Writes at a position. */
    WRITE("writing"),
    /** Writes at the end of the file. */
    APPEND("appending"),
    /** Makes data and metadata durable. */
    SYNC("syncing"),
    /** Makes data durable. */
    DATASYNC("syncing the data of"),
    /** Opens a file. */
    OPEN("opening"),
    /** Opens a directory to open files below it. */
    OPENDIRECTORY("opening the directory"),
    /** Closes a descriptor. */
    CLOSE("closing"),
    /** Asks for metadata. */
    STAT("asking for the metadata of"),
    /** Asks for the size. */
    SIZE("asking for the size of"),
    /** Sets the size. */
    TRUNCATE("truncating"),
    /** Reserves disk space. */
    ALLOCATE("allocating space in"),
    /** Locks a range. */
    LOCK("locking a range of"),
    /** Undoes a lock. */
    UNLOCK("unlocking a range of"),
    /** Makes the names in a directory durable. */
    SYNCDIRECTORY("syncing the directory");

    private final String doing;

    OpKind(String doing) {
        this.doing = doing;
    }

    /** Returns the operation as messages tell it, such as {@code reading}. */
    public String doing() {
        return doing;
    }

    /** Returns the second half of a counter's key, such as {@code read}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns true for the kinds that move bytes between a file and memory. */
    public boolean isTransfer() {
        return this == READ || isWrite();
    }

    /** Returns true for the kinds that write bytes. */
    public boolean isWrite() {
        return this == WRITE || this == APPEND;
    }

    /** Returns true for the kinds that make a file durable. */
    public boolean isSync() {
        return this == SYNC || this == DATASYNC;
    }
}
