/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.Watchable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The JDK's watch service, which tells of our paths. As with the JDK's, a registration has one key, which tells of its very path. */
final class AsyncFsWatchService implements WatchService {
    private final AsyncFsFileSystem fileSystem;
    private final WatchService jdk;
    private final Map<WatchKey, Key> keys = new HashMap<>();

    AsyncFsWatchService(AsyncFsFileSystem fileSystem, WatchService jdk) {
        this.fileSystem = fileSystem;
        this.jdk = jdk;
    }

    WatchKey register(AsyncFsPath path, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
            throws IOException {
        synchronized (keys) { // who takes the first event must not make a key of it
            return keys.computeIfAbsent(
                    AsyncFsPath.unwrap(path).register(jdk, events, modifiers), key -> new Key(key, path));
        }
    }

    private WatchKey known(WatchKey key) {
        synchronized (keys) {
            return key == null
                    ? null
                    : keys.computeIfAbsent(key, one -> new Key(one, fileSystem.wrap((Path) one.watchable())));
        }
    }

    private void forget(WatchKey key) {
        synchronized (keys) {
            keys.remove(key);
        }
    }

    @Override
    public void close() throws IOException {
        jdk.close();
    }

    @Override
    public WatchKey poll() {
        return known(jdk.poll());
    }

    @Override
    public WatchKey poll(long timeout, TimeUnit unit) throws InterruptedException {
        return known(jdk.poll(timeout, unit));
    }

    @Override
    public WatchKey take() throws InterruptedException {
        return known(jdk.take());
    }

    private final class Key implements WatchKey {
        private final WatchKey jdk;
        private final Path path;

        Key(WatchKey jdk, Path path) {
            this.jdk = jdk;
            this.path = path;
        }

        /** An event may be told of a key that was cancelled and forgotten. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.jdk.equals(jdk);
        }

        @Override
        public int hashCode() {
            return jdk.hashCode();
        }

        @Override
        public boolean isValid() {
            return jdk.isValid();
        }

        @Override
        public List<WatchEvent<?>> pollEvents() {
            List<WatchEvent<?>> events = new ArrayList<>(); // the JDK's may be changed, too
            jdk.pollEvents().forEach(event -> events.add(wrap(event)));
            return events;
        }

        private <T> WatchEvent<?> wrap(WatchEvent<T> event) {
            return event.context() instanceof Path path
                    ? new Event<>(
                            event.kind(), event.count(), event.kind().type().cast(fileSystem.wrap(path)))
                    : event;
        }

        @Override
        public boolean reset() {
            boolean valid = jdk.reset();
            if (!valid) {
                forget(jdk);
            }
            return valid;
        }

        @Override
        public void cancel() {
            jdk.cancel();
            forget(jdk);
        }

        @Override
        public Watchable watchable() {
            return path;
        }
    }

    private record Event<T>(Kind<T> kind, int count, T context) implements WatchEvent<T> {}
}
