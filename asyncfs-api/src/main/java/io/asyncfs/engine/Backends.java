/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.BackendStatus;
import io.asyncfs.BackendUnavailableException;
import io.asyncfs.platform.Log;
import io.asyncfs.pool.PoolBackend;
import io.asyncfs.spi.Backend;
import io.asyncfs.spi.SocketTransport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds backends and transports and chooses the best that works. Probes once per process. */
public final class Backends {
    private static final Log LOGGER = Log.of("io.asyncfs");

    private static final int MOST_BROKEN = 16;

    /** Of every system, best first. */
    private static final List<String> NAMES = List.of("io_uring", "linux_aio", "kqueue_aio", "iocp", "pool");

    /** Works everywhere, and stands in for what another backend cannot do here. */
    static final Backend POOL = new PoolBackend();

    private Backends() {}

    /** What was found in this process; loaded at the first use. */
    private static final class Found {
        static final List<Backend> BACKENDS = backends();
        static final List<BackendStatus> STATUSES_OF_FOUND =
                BACKENDS.stream().map(Found::probe).toList();
        static final SocketTransport TRANSPORT = load(SocketTransport.class).stream()
                .filter(SocketTransport::isAvailable)
                .max(Comparator.comparingInt(SocketTransport::rank))
                .orElseGet(NioTransport::new);

        /** Whatever happens in a probe, the others are asked as well. */
        private static BackendStatus probe(Backend backend) {
            try {
                return backend.probe();
            } catch (Exception | LinkageError | OutOfMemoryError e) {
                return new BackendStatus(backend.name(), false, "its probe failed: " + e, null);
            }
        }

        private static List<Backend> backends() {
            List<Backend> found = load(Backend.class);
            found.add(POOL);
            found.sort(Comparator.comparingInt(Backend::rank).reversed());
            return List.copyOf(found);
        }

        /** A provider that cannot even be made, for lack of its own libraries, must not take the pool with it. */
        private static <S> List<S> load(Class<S> service) {
            List<S> loaded = new ArrayList<>();
            Iterator<S> providers =
                    ServiceLoader.load(service, Backends.class.getClassLoader()).iterator();
            for (int broken = 0; broken < MOST_BROKEN; ) {
                try {
                    if (!providers.hasNext()) {
                        return loaded;
                    }
                    loaded.add(providers.next());
                } catch (ServiceConfigurationError | LinkageError e) {
                    // What cannot be made is behind the iterator now; what cannot be listed may fail for ever.
                    broken++;
                    LOGGER.log(Log.Level.WARNING, "cannot load a {0}: {1}", service.getSimpleName(), e);
                }
            }
            return loaded;
        }
    }

    /** Returns every backend that has a name with the result of its probe, best first. */
    public static List<BackendStatus> statuses() {
        return NAMES.stream().map(Backends::statusOf).toList();
    }

    private static BackendStatus statusOf(String name) {
        for (BackendStatus status : Found.STATUSES_OF_FOUND) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        return AbsentBackend.of(name, System.getProperty("os.name"));
    }

    /** Returns the best socket transport. */
    static SocketTransport transport() {
        return Found.TRANSPORT;
    }

    /**
     * Chooses the backend and says in one log line why it is not a better one.
     *
     * @param required a name, or null for the best available
     */
    public static Backend select(String required) {
        if (required != null) {
            return require(required);
        }
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < Found.BACKENDS.size(); i++) {
            BackendStatus status = Found.STATUSES_OF_FOUND.get(i);
            if (status.available()) {
                LOGGER.log(
                        refused.isEmpty() ? Log.Level.DEBUG : Log.Level.INFO,
                        "using backend {0}{1}",
                        status.name(),
                        refused.isEmpty() ? "" : "; " + String.join("; ", refused));
                return Found.BACKENDS.get(i);
            }
            refused.add("not " + explain(status));
        }
        throw new AssertionError("the pool is always available");
    }

    private static Backend require(String required) {
        if (!NAMES.contains(required)) {
            throw new BackendUnavailableException(
                    "expected one of the backends " + String.join(", ", NAMES) + ", got " + required);
        }
        BackendStatus status = statusOf(required);
        if (!status.available()) {
            throw new BackendUnavailableException("the required backend is not available: " + explain(status));
        }
        return Found.BACKENDS.get(Found.STATUSES_OF_FOUND.indexOf(status));
    }

    private static String explain(BackendStatus status) {
        return status.name() + ": " + status.cause() + (status.fix() == null ? "" : " (" + status.fix() + ')');
    }
}
