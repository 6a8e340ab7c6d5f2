/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.asyncfs.AsyncFs;
import io.asyncfs.AsyncFsBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one test works with, and the balance when it ends: everything made here is closed, then no descriptor or thread may
 * be left.
 */
final class Scene {
    final BackendUnderTest backend;
    final Path dir;
    private final Map<Integer, String> descriptors = Descriptors.open();
    private final Set<Thread> threads = Threads.live();
    private final List<AsyncFs> instances = new ArrayList<>();
    private final Map<AsyncFs, EventLoopGroup> groups = new HashMap<>();
    private final List<EventExecutorGroup> executors = new ArrayList<>();
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private AsyncFs fs;

    Scene(BackendUnderTest backend) throws IOException {
        this.backend = backend;
        this.dir = Files.createTempDirectory(backend.dir(), "asyncfs-test-");
    }

    AsyncFs fs() {
        if (fs == null) {
            fs = newFs(settings -> {});
        }
        return fs;
    }

    AsyncFs newFs(Consumer<AsyncFsBuilder> settings) {
        AsyncFs made = backend.newFs(settings);
        instances.add(made);
        if (!made.backend().equals(backend.backend())) {
            throw new AssertionError("backend: expected " + backend.backend() + " but was " + made.backend());
        }
        return made;
    }

    /** Returns the group of one loop that goes with an instance. */
    EventLoopGroup group(AsyncFs of) {
        return groups.computeIfAbsent(of, key -> owned(backend.newGroup(key, 1)));
    }

    <G extends EventExecutorGroup> G owned(G group) {
        executors.add(group);
        return group;
    }

    <R extends AutoCloseable> R closeLater(R resource) {
        resources.push(resource);
        return resource;
    }

    /** Closes all; the balance is drawn only when the test passed, whose failure would be hidden by it otherwise. */
    void close(boolean balance) throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
        for (AsyncFs instance : instances) {
            Contract.await(instance.shutdown());
        }
        for (EventExecutorGroup group : executors) {
            group.shutdownGracefully(0, 15, SECONDS);
        }
        for (EventExecutorGroup group : executors) {
            if (!group.awaitTermination(Contract.PATIENCE_SECONDS, SECONDS)) {
                throw new AssertionError("a group of loops did not end:" + Threads.dump());
            }
        }
        delete(dir);
        if (balance) {
            Contract.eventually("no descriptor is left open").until(() -> Descriptors.since(descriptors), Map::isEmpty);
            Contract.eventually("no thread is left").until(() -> Threads.since(threads), List::isEmpty);
        }
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
