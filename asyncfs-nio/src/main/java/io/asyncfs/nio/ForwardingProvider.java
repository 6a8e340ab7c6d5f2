/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;

/** Everything of a provider but channels, done by the JDK's. */
abstract class ForwardingProvider extends FileSystemProvider {
    private final FileSystemProvider jdk;

    ForwardingProvider(FileSystemProvider jdk) {
        this.jdk = jdk;
    }

    final FileSystemProvider jdk() {
        return jdk;
    }

    abstract AsyncFsFileSystem fileSystem();

    private static Path unwrap(Path path) {
        return AsyncFsPath.unwrap(path);
    }

    @Override
    public final String getScheme() {
        return jdk.getScheme();
    }

    @Override
    public final FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
        return jdk.newFileSystem(uri, env); // which refuses it
    }

    @Override
    public final FileSystem getFileSystem(URI uri) {
        jdk.getFileSystem(uri); // which refuses all but its own
        return fileSystem();
    }

    @Override
    public final Path getPath(URI uri) {
        return fileSystem().wrap(jdk.getPath(uri));
    }

    @Override
    public final DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream.Filter<Path> wrapped =
                filter == null ? null : entry -> filter.accept(fileSystem().wrap(entry));
        return AsyncFsDirectoryStream.of(fileSystem(), jdk.newDirectoryStream(unwrap(directory), wrapped));
    }

    @Override
    public final void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        jdk.createDirectory(unwrap(directory), attributes);
    }

    @Override
    public final void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        jdk.createSymbolicLink(unwrap(link), unwrap(target), attributes);
    }

    @Override
    public final void createLink(Path link, Path existing) throws IOException {
        jdk.createLink(unwrap(link), unwrap(existing));
    }

    @Override
    public final void delete(Path path) throws IOException {
        jdk.delete(unwrap(path));
    }

    @Override
    public final boolean deleteIfExists(Path path) throws IOException {
        return jdk.deleteIfExists(unwrap(path));
    }

    @Override
    public final Path readSymbolicLink(Path link) throws IOException {
        return fileSystem().wrap(jdk.readSymbolicLink(unwrap(link)));
    }

    @Override
    public final void copy(Path source, Path target, CopyOption... options) throws IOException {
        jdk.copy(unwrap(source), unwrap(target), options);
    }

    @Override
    public final void move(Path source, Path target, CopyOption... options) throws IOException {
        jdk.move(unwrap(source), unwrap(target), options);
    }

    @Override
    public final boolean isSameFile(Path path, Path other) throws IOException {
        return jdk.isSameFile(unwrap(path), unwrap(other));
    }

    @Override
    public final boolean isHidden(Path path) throws IOException {
        return jdk.isHidden(unwrap(path));
    }

    @Override
    public final FileStore getFileStore(Path path) throws IOException {
        return jdk.getFileStore(unwrap(path));
    }

    @Override
    public final void checkAccess(Path path, AccessMode... modes) throws IOException {
        jdk.checkAccess(unwrap(path), modes);
    }

    @Override
    public final <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return jdk.getFileAttributeView(unwrap(path), type, options);
    }

    @Override
    public final <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return jdk.readAttributes(unwrap(path), type, options);
    }

    @Override
    public final Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
            throws IOException {
        return jdk.readAttributes(unwrap(path), attributes, options);
    }

    @Override
    public final void setAttribute(Path path, String attribute, Object value, LinkOption... options)
            throws IOException {
        jdk.setAttribute(unwrap(path), attribute, value, options);
    }
}
