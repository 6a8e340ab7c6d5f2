/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.pool;

import io.asyncfs.DirectAlignment;
import io.asyncfs.FileKind;
import io.asyncfs.FileStat;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.SystemCallException;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Opens below a directory with the JDK alone. Links are resolved first, so that those that stay inside work; then the path
 * is walked component by component without following links, each relative to the descriptor of the one before, so that
 * a link put there in between is refused.
 */
final class ChannelDirectory implements OpenDirectory {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private static final int MAX_LINKS = 40; // MAXSYMLINKS

    private final Path root;
    private final SecureDirectoryStream<Path> stream;

    private ChannelDirectory(Path root, SecureDirectoryStream<Path> stream) {
        this.root = root;
        this.stream = stream;
    }

    static ChannelDirectory of(Path path) throws IOException {
        Path real = path.toRealPath();
        // Asked before, because JDK 25 loses the descriptor when it opens as a directory what is none.
        PoolBackend.checkDirectory(PathStat.of(real).kind());
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
        Path below = resolve(relative);
        Path real = root.resolve(below);
        if (below.toString().isEmpty()) {
            PoolBackend.checkKind(real, PathStat.of(real));
        }
        return open(stream, below, 0, real);
    }

    /** Follows links and dots by hand, as openat2(2) does with RESOLVE_BENEATH: none may step out, not even to come back. */
    private Path resolve(Path relative) throws IOException {
        Deque<Path> left = new ArrayDeque<>();
        relative.forEach(left::add);
        Path resolved = root;
        int links = 0;
        while (!left.isEmpty()) {
            Path name = left.poll();
            if (name.toString().equals("..")) {
                if (resolved.equals(root)) {
                    throw leadsOut(relative);
                }
                resolved = resolved.getParent();
            } else if (!name.toString().equals(".") && !name.toString().isEmpty()) {
                Path next = resolved.resolve(name);
                // What is missing ends it here: a path of thousands of names is no more work than one of its first.
                if (!Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isSymbolicLink()) {
                    resolved = next;
                } else if (++links > MAX_LINKS) {
                    throw new SystemCallException("ELOOP", "Too many levels of symbolic links");
                } else {
                    Path target = Files.readSymbolicLink(next);
                    if (target.isAbsolute()) {
                        throw leadsOut(relative);
                    }
                    for (int i = target.getNameCount() - 1; i >= 0; i--) {
                        left.push(target.getName(i));
                    }
                }
            }
        }
        return root.relativize(resolved);
    }

    private static AccessDeniedException leadsOut(Path relative) {
        return new AccessDeniedException(relative.toString(), null, "Leads out of the directory");
    }

    private OpenFile open(SecureDirectoryStream<Path> in, Path below, int index, Path real) throws IOException {
        Path name = below.getName(index);
        if (index < below.getNameCount() - 1) {
            PoolBackend.checkDirectory(PathStat.of(attributes(in, name)).kind());
            try (SecureDirectoryStream<Path> next = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return open(next, below, index + 1, real);
            }
        }
        BasicFileAttributes inside = attributes(in, name);
        FileStat stat = PathStat.of(real, LinkOption.NOFOLLOW_LINKS);
        BasicFileAttributes byPath = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (inside.fileKey() == null || !inside.fileKey().equals(byPath.fileKey())) {
            throw new NoSuchFileException(real.toString(), null, "replaced while it was opened");
        }
        PoolBackend.checkKind(
                real, inside.isRegularFile() == (stat.kind() == FileKind.REGULAR) ? stat : PathStat.of(inside));
        SeekableByteChannel channel = in.newByteChannel(name, READ);
        OpenRequest request = new OpenRequest(real, Set.of(StandardOpenOption.READ), new FileAttribute<?>[0]);
        return new ChannelFile(
                new BlockingChannel.OfFileChannel((FileChannel) channel), request, stat, DirectAlignment.NONE);
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> in, Path name) throws IOException {
        return in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
