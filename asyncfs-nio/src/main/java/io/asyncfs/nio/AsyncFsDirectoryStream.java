/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/** The JDK's directory stream, whose entries are our paths. */
class AsyncFsDirectoryStream implements DirectoryStream<Path> {
    private final AsyncFsFileSystem fileSystem;
    private final DirectoryStream<Path> jdk;

    private AsyncFsDirectoryStream(AsyncFsFileSystem fileSystem, DirectoryStream<Path> jdk) {
        this.fileSystem = fileSystem;
        this.jdk = jdk;
    }

    static DirectoryStream<Path> of(AsyncFsFileSystem fileSystem, DirectoryStream<Path> jdk) {
        return jdk instanceof SecureDirectoryStream<Path> secure
                ? new Secure(fileSystem, secure)
                : new AsyncFsDirectoryStream(fileSystem, jdk);
    }

    @Override
    public Iterator<Path> iterator() {
        Iterator<Path> paths = jdk.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return paths.hasNext();
            }

            @Override
            public Path next() {
                return fileSystem.wrap(paths.next());
            }
        };
    }

    @Override
    public void close() throws IOException {
        jdk.close();
    }

    /** Where the system can work relative to an open directory; its channels are the JDK's. */
    private static final class Secure extends AsyncFsDirectoryStream implements SecureDirectoryStream<Path> {
        private final AsyncFsFileSystem fileSystem;
        private final SecureDirectoryStream<Path> jdk;

        Secure(AsyncFsFileSystem fileSystem, SecureDirectoryStream<Path> jdk) {
            super(fileSystem, jdk);
            this.fileSystem = fileSystem;
            this.jdk = jdk;
        }

        @Override
        public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options) throws IOException {
            return new Secure(fileSystem, jdk.newDirectoryStream(AsyncFsPath.unwrap(path), options));
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return jdk.newByteChannel(AsyncFsPath.unwrap(path), options, attributes);
        }

        @Override
        public void deleteFile(Path path) throws IOException {
            jdk.deleteFile(AsyncFsPath.unwrap(path));
        }

        @Override
        public void deleteDirectory(Path path) throws IOException {
            jdk.deleteDirectory(AsyncFsPath.unwrap(path));
        }

        @Override
        public void move(Path source, SecureDirectoryStream<Path> directory, Path target) throws IOException {
            SecureDirectoryStream<Path> into = directory instanceof Secure secure ? secure.jdk : directory;
            jdk.move(AsyncFsPath.unwrap(source), into, AsyncFsPath.unwrap(target));
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
            return jdk.getFileAttributeView(type);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return jdk.getFileAttributeView(AsyncFsPath.unwrap(path), type, options);
        }
    }
}
