/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.pool;

import io.asyncfs.FileStat;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * Opens below a directory with the JDK alone. The real path is checked first, so that links that stay inside work; then
 * it is walked component by component without following links, each relative to the descriptor of the one before, so that
 * a link put there in between is refused.
 */
final class ChannelDirectory implements OpenDirectory {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path root;
    private final SecureDirectoryStream<Path> stream;

    private ChannelDirectory(Path root, SecureDirectoryStream<Path> stream) {
        this.root = root;
        this.stream = stream;
    }

    static ChannelDirectory of(Path path) throws IOException {
        Path real = path.toRealPath();
        return new ChannelDirectory(real, secure(Files.newDirectoryStream(real), real));
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream, Path path) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new UnsupportedOperationException(path + ": this system cannot open relative to a directory");
    }

    @Override
    public OpenFile open(Path relative) throws IOException {
        if (relative.normalize().startsWith("..")) {
            throw new AccessDeniedException(relative.toString(), null, "leads out of the directory");
        }
        Path real = root.resolve(relative).toRealPath();
        if (!real.startsWith(root)) {
            throw new AccessDeniedException(relative.toString(), null, "leads out of the directory");
        }
        Path below = root.relativize(real);
        if (below.toString().isEmpty()) {
            PoolBackend.checkKind(real, PathStat.of(real));
        }
        return open(stream, below, 0, real);
    }

    private OpenFile open(SecureDirectoryStream<Path> in, Path below, int index, Path real) throws IOException {
        Path name = below.getName(index);
        if (index < below.getNameCount() - 1) {
            try (SecureDirectoryStream<Path> next = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return open(next, below, index + 1, real);
            }
        }
        BasicFileAttributes inside = in.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        FileStat stat = PathStat.of(real, LinkOption.NOFOLLOW_LINKS);
        PoolBackend.checkKind(real, inside.isRegularFile() ? stat : PathStat.of(inside));
        PoolBackend.checkKind(real, stat);
        BasicFileAttributes byPath = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (inside.fileKey() == null || !inside.fileKey().equals(byPath.fileKey())) {
            throw new NoSuchFileException(real.toString(), null, "replaced while it was opened");
        }
        SeekableByteChannel channel = in.newByteChannel(name, READ);
        OpenRequest request = new OpenRequest(real, Set.of(StandardOpenOption.READ), new FileAttribute<?>[0]);
        return new ChannelFile(new BlockingChannel.OfFileChannel((FileChannel) channel), request, stat);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
