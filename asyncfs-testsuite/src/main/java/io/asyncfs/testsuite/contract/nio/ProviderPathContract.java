/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.nio.AsyncFsFileSystemProvider;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The paths of the provider, beside the JDK's own. */
class ProviderPathContract extends ChannelContract {
    private FileSystem files;
    private Path directory;

    @BeforeEach
    void start() {
        files = new AsyncFsFileSystemProvider(FileSystems.getDefault().provider(), engine())
                .getFileSystem(URI.create("file:///"));
        directory = files.getPath(dir().toString());
    }

    /** Where the locale has no such letters, the JDK takes no such name. */
    private boolean isName(String name) {
        try {
            FileSystems.getDefault().getPath(name);
            return true;
        } catch (InvalidPathException e) {
            assertThrows(InvalidPathException.class, () -> files.getPath(name));
            return false;
        }
    }

    @Test
    void pathsBehaveAsTheJdks() {
        List<String> names = Stream.of(
                        "", "/", ".", "..", "a", "/a", "a/b", "/a/b/../c", "a//b/", "./x", "a/b/c.txt", "\u00e4/\u00f6")
                .filter(this::isName)
                .toList();
        for (String first : names) {
            Path jdk = FileSystems.getDefault().getPath(first);
            Path ours = files.getPath(first);
            assertEquals(told(jdk), told(ours));
            for (String second : names) {
                Path jdkOther = FileSystems.getDefault().getPath(second);
                for (Path other : List.of(files.getPath(second), jdkOther)) {
                    assertEquals(
                            jdk.resolve(jdkOther).toString(),
                            ours.resolve(other).toString());
                    assertEquals(
                            jdk.resolveSibling(jdkOther).toString(),
                            ours.resolveSibling(other).toString());
                    assertEquals(jdk.startsWith(jdkOther), ours.startsWith(other));
                    assertEquals(jdk.endsWith(jdkOther), ours.endsWith(other));
                    assertEquals(Integer.signum(jdk.compareTo(jdkOther)), Integer.signum(ours.compareTo(other)));
                    assertEquals(relativized(jdk, jdkOther), relativized(ours, other));
                }
                assertEquals(jdk.equals(jdkOther), ours.equals(files.getPath(second)));
            }
        }
    }

    private static String relativized(Path from, Path to) {
        try {
            return from.relativize(to).toString();
        } catch (IllegalArgumentException e) {
            return "none";
        }
    }

    private static String told(Path path) {
        StringBuilder told = new StringBuilder();
        told.append(path).append(path.isAbsolute()).append(path.getRoot()).append(path.getFileName());
        told.append(path.getParent()).append(path.getNameCount()).append(path.normalize());
        told.append(path.toAbsolutePath()).append(path.toUri()).append(path.hashCode());
        path.forEach(name -> told.append(' ').append(name));
        if (path.getNameCount() > 0) {
            told.append(path.getName(0)).append(path.subpath(0, path.getNameCount()));
        }
        return told.toString();
    }

    @Test
    void watchServicesTellOfOurPaths() throws Exception {
        try (WatchService watcher = files.newWatchService()) {
            WatchKey key = directory.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            Files.write(directory.resolve("new"), new byte[1]);
            WatchKey taken = watcher.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertSame(key, taken);
            assertSame(directory, taken.watchable());
            List<WatchEvent<?>> events = taken.pollEvents();
            assertEquals(files.getPath("new"), events.get(0).context());
            events.clear(); // as programs may that collect them
            assertTrue(taken.reset());
            assertSame(key, directory.register(watcher, StandardWatchEventKinds.ENTRY_DELETE));
            key.cancel();
            assertNotSame(key, directory.register(watcher, StandardWatchEventKinds.ENTRY_DELETE));
        }
    }
}
