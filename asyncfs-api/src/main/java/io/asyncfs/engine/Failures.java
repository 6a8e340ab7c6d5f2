/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.DeadlineExceededException;
import io.asyncfs.FileKindException;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.SystemCallException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** Turns what a mechanism reports into the java.nio exception a user expects, with path, operation and error name. */
final class Failures {
    /** The JDK gives the system's text without the code's name; these are the texts of glibc, musl and bionic. */
    private static final Map<String, String> NAME_OF_TEXT = Map.ofEntries(
            Map.entry("No space left on device", "ENOSPC"),
            Map.entry("File too large", "EFBIG"),
            Map.entry("Input/output error", "EIO"),
            Map.entry("I/O error", "EIO"),
            Map.entry("Read-only file system", "EROFS"),
            Map.entry("Is a directory", "EISDIR"),
            Map.entry("Not a directory", "ENOTDIR"),
            Map.entry("File name too long", "ENAMETOOLONG"),
            Map.entry("Filename too long", "ENAMETOOLONG"),
            Map.entry("Too many levels of symbolic links", "ELOOP"),
            Map.entry("Symbolic link loop", "ELOOP"),
            Map.entry("Too many open files", "EMFILE"),
            Map.entry("No file descriptors available", "EMFILE"),
            Map.entry("Too many open files in system", "ENFILE"),
            Map.entry("Disk quota exceeded", "EDQUOT"),
            Map.entry("Quota exceeded", "EDQUOT"),
            Map.entry("Operation not permitted", "EPERM"),
            Map.entry("Permission denied", "EACCES"),
            Map.entry("Invalid argument", "EINVAL"),
            Map.entry("Text file busy", "ETXTBSY"),
            Map.entry("Transport endpoint is not connected", "ENOTCONN"),
            Map.entry("Stale file handle", "ESTALE"));

    private Failures() {}

    static Throwable describe(FileOp op, Throwable raw) {
        if (raw instanceof SystemCallException e) {
            return typed(op.path(), e.errorName(), text(op, e.getMessage(), e.errorName()), e);
        }
        if (raw instanceof FileKindException || !(raw instanceof IOException)) {
            return raw;
        }
        if (raw instanceof NoSuchFileException) {
            return typed(op.path(), "ENOENT", text(op, "No such file or directory", "ENOENT"), raw);
        }
        if (raw instanceof AccessDeniedException) {
            return typed(op.path(), "EACCES", text(op, "Permission denied", "EACCES"), raw);
        }
        if (raw instanceof FileAlreadyExistsException) {
            return typed(op.path(), "EEXIST", text(op, "File exists", "EEXIST"), raw);
        }
        if (raw instanceof NotDirectoryException) {
            return typed(op.path(), "ENOTDIR", text(op, "Not a directory", "ENOTDIR"), raw);
        }
        String message = raw.getMessage();
        if (raw instanceof FileSystemException e) { // without a reason its message is the path alone
            message = e.getReason() != null ? e.getReason() : raw.getClass().getSimpleName();
        }
        if (message == null) {
            return raw;
        }
        String name = NAME_OF_TEXT.get(message);
        if (name == null && message.endsWith("or unable to access attributes of symbolic link")) {
            name = "ELOOP"; // the JDK's own words for ELOOP
        }
        return typed(op.path(), name == null ? "" : name, text(op, message, name), raw);
    }

    private static String text(FileOp op, String message, String name) {
        StringBuilder text = new StringBuilder(message);
        if (name != null) {
            text.append(" (").append(name).append(')');
        }
        text.append(' ').append(op.kind().doing());
        Transfer transfer = op.transfer();
        if (transfer.isActive()) {
            text.append(' ').append(transfer.length() - transfer.done()).append(" bytes");
            if (op.kind() != OpKind.APPEND) {
                text.append(" at ").append(op.position());
            }
            if (transfer.done() > 0) {
                text.append(" after ").append(transfer.done()).append(" bytes");
            }
        }
        return text.toString();
    }

    private static Throwable typed(String path, String name, String reason, Throwable cause) {
        FileSystemException typed =
                switch (name) {
                    case "ENOENT" -> new NoSuchFileException(path, null, reason);
                    case "EACCES", "EPERM" -> new AccessDeniedException(path, null, reason);
                    case "EEXIST" -> new FileAlreadyExistsException(path, null, reason);
                    default -> new FileSystemException(path, null, reason);
                };
        typed.initCause(cause);
        return typed;
    }

    static Throwable endOfFile(FileOp op) {
        Transfer transfer = op.transfer();
        return new EOFException(op.path() + ": end of file at " + op.position() + " after " + transfer.done() + " of "
                + transfer.length() + " bytes");
    }

    static Throwable noProgress(FileOp op) {
        Transfer transfer = op.transfer();
        return new FileSystemException(
                op.path(),
                null,
                "the system wrote nothing at " + op.position() + " after " + transfer.done() + " of "
                        + transfer.length() + " bytes");
    }

    static DeadlineExceededException deadline(OpKind kind, String path, long nanos) {
        return new DeadlineExceededException(path + ": " + kind.doing() + " was not done within " + nanos + " ns");
    }
}
