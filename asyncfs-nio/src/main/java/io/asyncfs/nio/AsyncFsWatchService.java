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
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JDK's watch service, which tells of our paths. */
final class AsyncFsWatchService implements WatchService {
    private final AsyncFsFileSystem fileSystem;
    private final WatchService jdk;

    AsyncFsWatchService(AsyncFsFileSystem fileSystem, WatchService jdk) {
        this.fileSystem = fileSystem;
        this.jdk = jdk;
    }

    WatchKey register(Path path, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) throws IOException {
        return wrap(path.register(jdk, events, modifiers));
    }

    private WatchKey wrap(WatchKey key) {
        return key == null ? null : new Key(fileSystem, key);
    }

    @Override
    public void close() throws IOException {
        jdk.close();
    }

    @Override
    public WatchKey poll() {
        return wrap(jdk.poll());
    }

    @Override
    public WatchKey poll(long timeout, TimeUnit unit) throws InterruptedException {
        return wrap(jdk.poll(timeout, unit));
    }

    @Override
    public WatchKey take() throws InterruptedException {
        return wrap(jdk.take());
    }

    /** Equal when the JDK's are: programs look up what they registered. */
    private record Key(AsyncFsFileSystem fileSystem, WatchKey jdk) implements WatchKey {
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
            return jdk.reset();
        }

        @Override
        public void cancel() {
            jdk.cancel();
        }

        @Override
        public Watchable watchable() {
            return jdk.watchable() instanceof Path path ? fileSystem.wrap(path) : jdk.watchable();
        }
    }

    private record Event<T>(Kind<T> kind, int count, T context) implements WatchEvent<T> {}
}
