/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a copy replaces. As cp(1) does: into a directory goes a file of the source's name, and a symbolic link stays while
 * what it leads to is replaced. Makes blocking calls.
 *
 * @param file the file to make; not a symbolic link
 * @param directory the directory it is in
 * @param exists whether there is such a file now
 * @param attributes of the file that is there; null when there is none, or where the system has none
 */
record Destination(Path file, Path directory, boolean exists, PosixFileAttributes attributes) {
    private static final int MAX_NAME = 60;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Returns the path of the copy, which may lead to anything.
     *
     * @param given as the user wrote it: a trailing slash means a directory
     */
    static Path path(Path source, String given) throws NotDirectoryException {
        Path path = Path.of(given);
        if (Files.isDirectory(path)) {
            return path.resolve(source.getFileName());
        }
        if (given.endsWith("/") || given.endsWith(File.separator)) {
            throw new NotDirectoryException(given);
        }
        return path;
    }

    /** Finds out what a path leads to, and refuses what could not be written in the end. */
    static Destination of(Path given) throws IOException {
        Path path = given;
        BasicFileAttributes found = attributes(path);
        if (found != null && found.isSymbolicLink()) {
            path = followed(path);
            found = attributes(path);
        }
        Path directory = path.toAbsolutePath().getParent();
        checkDirectory(directory);
        if (found == null) {
            return new Destination(path, directory, false, null);
        }
        if (!found.isRegularFile()) {
            // The rename would replace a device or a FIFO by a file, /dev/null among them.
            throw new FileSystemException(
                    path.toString(), null, found.isDirectory() ? "is a directory" : "is not a regular file");
        }
        // The rename could replace it all the same, but who took the right to write away does not expect that.
        path.getFileSystem().provider().checkAccess(path, AccessMode.WRITE);
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return new Destination(path, directory, true, view == null ? null : view.readAttributes());
    }

    /**
     * Returns a hidden name beside the file that nobody else uses. Of the file's own name it has a part in plain ASCII, so
     * that it is short enough everywhere and valid in every locale.
     */
    Path temporaryName() {
        String name = file.getFileName().toString().replaceAll("[^!-~]", "_");
        String part = name.substring(0, Math.min(name.length(), MAX_NAME));
        return directory.resolve("." + part + "." + Long.toString(RANDOM.nextLong() >>> 1, 36) + ".asyncfs-tmp");
    }

    /**
     * Returns what the file that is there may be used for by anybody's group, while it is not known whose the copy's will be:
     * of the group's permissions those that all others have.
     */
    Set<PosixFilePermission> permissionsOfAnyGroup() {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(attributes.permissions());
        if (!permissions.contains(PosixFilePermission.OTHERS_READ)) {
            permissions.remove(PosixFilePermission.GROUP_READ);
        }
        if (!permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            permissions.remove(PosixFilePermission.GROUP_WRITE);
        }
        if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
            permissions.remove(PosixFilePermission.GROUP_EXECUTE);
        }
        return permissions;
    }

    /**
     * Gives a file the owner and group of the one that is there, where that is allowed, and its permissions; a group that is
     * another only what all others may.
     */
    void passAttributesTo(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.group().equals(attributes.group())) {
                view.setGroup(attributes.group());
            }
            if (!now.owner().equals(attributes.owner())) {
                view.setOwner(attributes.owner());
            }
        } catch (FileSystemException e) {
            // Only the superuser may give files away: it then belongs to who copies, as every file of theirs does.
        }
        boolean isOfTheGroup = view.readAttributes().group().equals(attributes.group());
        // After the owner: chown(2) clears bits.
        view.setPermissions(isOfTheGroup ? attributes.permissions() : permissionsOfAnyGroup());
    }

    /** Returns null when there is nothing; a name that is too long, and the like, fails. */
    private static BasicFileAttributes attributes(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Path followed(Path link) throws IOException {
        try {
            return link.toRealPath();
        } catch (NoSuchFileException e) {
            throw new FileSystemException(link.toString(), null, "is a symbolic link that leads nowhere");
        }
    }

    /** Speaks of the directory where a failed open would speak of a temporary name that the user does not know. */
    private static void checkDirectory(Path directory) throws IOException {
        directory.getFileSystem().provider().checkAccess(directory);
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        directory.getFileSystem().provider().checkAccess(directory, AccessMode.WRITE, AccessMode.EXECUTE);
    }
}
