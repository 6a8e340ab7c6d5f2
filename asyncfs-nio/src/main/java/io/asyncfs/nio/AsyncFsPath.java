/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;

/** A path of the JDK's whose provider is ours. It takes the JDK's own paths, too, which programs may have kept or been given. */
final class AsyncFsPath implements Path {
    private final AsyncFsFileSystem fileSystem;
    private final Path jdk;

    AsyncFsPath(AsyncFsFileSystem fileSystem, Path jdk) {
        this.fileSystem = fileSystem;
        this.jdk = jdk;
    }

    Path jdk() {
        return jdk;
    }

    /** Returns the JDK's path of one of ours, and any other as it is. */
    static Path unwrap(Path path) {
        return path instanceof AsyncFsPath ours ? ours.jdk : path;
    }

    private Path jdkOf(Path other) {
        Path unwrapped = unwrap(Objects.requireNonNull(other, "other"));
        if (unwrapped.getFileSystem() != jdk.getFileSystem()) {
            throw new ProviderMismatchException();
        }
        return unwrapped;
    }

    private Path wrap(Path path) {
        return path == null ? null : new AsyncFsPath(fileSystem, path);
    }

    @Override
    public FileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return jdk.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return wrap(jdk.getRoot());
    }

    @Override
    public Path getFileName() {
        return wrap(jdk.getFileName());
    }

    @Override
    public Path getParent() {
        return wrap(jdk.getParent());
    }

    @Override
    public int getNameCount() {
        return jdk.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return wrap(jdk.getName(index));
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        return wrap(jdk.subpath(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return jdk.startsWith(unwrap(Objects.requireNonNull(other, "other")));
    }

    @Override
    public boolean endsWith(Path other) {
        return jdk.endsWith(unwrap(Objects.requireNonNull(other, "other")));
    }

    @Override
    public Path normalize() {
        return wrap(jdk.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return wrap(jdk.resolve(jdkOf(other)));
    }

    @Override
    public Path relativize(Path other) {
        return wrap(jdk.relativize(jdkOf(other)));
    }

    @Override
    public URI toUri() {
        return jdk.toUri();
    }

    @Override
    public File toFile() {
        return new File(
                jdk.toString()); // the JDK's own works for the default file system alone, which its paths then are
        // not of
    }

    @Override
    public Path toAbsolutePath() {
        return jdk.isAbsolute() ? this : wrap(jdk.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return wrap(jdk.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
            throws IOException {
        if (watcher instanceof AsyncFsWatchService ours) {
            return ours.register(this, events, modifiers);
        }
        return jdk.register(watcher, events, modifiers);
    }

    @Override
    public int compareTo(Path other) {
        return jdk.compareTo(unwrap(other));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AsyncFsPath path && fileSystem == path.fileSystem && jdk.equals(path.jdk);
    }

    @Override
    public int hashCode() {
        return jdk.hashCode();
    }

    @Override
    public String toString() {
        return jdk.toString();
    }
}
