/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The JDK's file system, whose paths lead to our provider. */
final class AsyncFsFileSystem extends FileSystem {
    private final AsyncFsFileSystemProvider provider;
    private final FileSystem jdk;

    AsyncFsFileSystem(AsyncFsFileSystemProvider provider, FileSystem jdk) {
        this.provider = provider;
        this.jdk = jdk;
    }

    Path wrap(Path path) {
        return path == null || path instanceof AsyncFsPath ? path : new AsyncFsPath(this, path);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() throws IOException {
        jdk.close(); // which refuses it
    }

    @Override
    public boolean isOpen() {
        return jdk.isOpen();
    }

    @Override
    public boolean isReadOnly() {
        return jdk.isReadOnly();
    }

    @Override
    public String getSeparator() {
        return jdk.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        List<Path> roots = new ArrayList<>();
        jdk.getRootDirectories().forEach(root -> roots.add(wrap(root)));
        return roots;
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return jdk.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return jdk.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(jdk.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = jdk.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(AsyncFsPath.unwrap(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return jdk.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return new AsyncFsWatchService(this, jdk.newWatchService());
    }
}
