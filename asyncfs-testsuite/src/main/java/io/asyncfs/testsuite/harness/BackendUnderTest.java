/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import io.asyncfs.AsyncFs;
import io.asyncfs.AsyncFsBuilder;
import io.asyncfs.spi.Backend;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The hook of the suite: which backend is forced, which transport drives the sockets of the loops, and where the files of
 * the tests lie. Read from JUnit configuration parameters, which fall back to system properties of the same names.
 *
 * @param backend the name for {@link AsyncFsBuilder#backend(String)}
 * @param transport what drives the sockets
 * @param dir an existing directory; every test makes one of its own in it
 * @param ops operations of each of the random-operations tests
 * @param seed the seed of everything random
 * @param strict whether a skip that is not allowed fails
 */
public record BackendUnderTest(String backend, Transport transport, Path dir, int ops, long seed, boolean strict) {
    /** Parameter: the name of the backend. */
    public static final String BACKEND = "io.asyncfs.test.backend";

    /** Parameter: {@code epoll}, {@code nio} or {@code files}. */
    public static final String TRANSPORT = "io.asyncfs.test.transport";

    /** Parameter: the directory for the files; default the system's temporary directory. */
    public static final String DIR = "io.asyncfs.test.dir";

    /** Parameter: operations of each test with the tag model; default 20,000. */
    public static final String OPS = "io.asyncfs.test.ops";

    /** Parameter: the seed; default by the clock. It is printed by what fails. */
    public static final String SEED = "io.asyncfs.test.seed";

    /** Parameter: {@code true} lets skips fail that the list of this system does not allow. */
    public static final String STRICT = "io.asyncfs.test.strict";

    /** What drives the sockets of the loops. */
    public enum Transport {
        /** The default of {@link AsyncFs#ioHandlerFactory()}, which must be epoll. */
        EPOLL,
        /** {@link NioIoHandler}. */
        NIO,
        /** No loop of a user: every file is opened on the files-only loop. */
        FILES
    }

    /** Reads the parameters; {@code lookup} answers by name. */
    public static BackendUnderTest of(Function<String, Optional<String>> lookup) {
        String backend = lookup.apply(BACKEND)
                .orElseGet(() -> lookup.apply("io.asyncfs.backend").orElseGet(BackendUnderTest::defaultBackend));
        Transport transport = lookup.apply(TRANSPORT)
                .map(name -> Transport.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElseGet(() -> Platform.hasEpoll() ? Transport.EPOLL : Transport.NIO);
        return new BackendUnderTest(
                backend,
                transport,
                Path.of(lookup.apply(DIR).orElseGet(() -> System.getProperty("java.io.tmpdir"))),
                lookup.apply(OPS).map(Integer::parseInt).orElse(20_000),
                lookup.apply(SEED).map(Long::parseLong).orElseGet(BackendUnderTest::clockSeed),
                lookup.apply(STRICT).map(Boolean::parseBoolean).orElse(false));
    }

    /** Makes an instance with the forced backend and other settings of the test. */
    public AsyncFs newFs(Consumer<AsyncFsBuilder> settings) {
        AsyncFsBuilder builder = AsyncFs.builder();
        settings.accept(builder);
        return builder.backend(backend).build();
    }

    /** Makes a group of loops for sockets and files. */
    public MultiThreadIoEventLoopGroup newGroup(AsyncFs fs, int loops) {
        return transport == Transport.NIO
                ? new MultiThreadIoEventLoopGroup(loops, handlers(fs))
                : fs.newEventLoopGroup(loops);
    }

    /** Returns the factory of the handlers of {@link #newGroup}. */
    public IoHandlerFactory handlers(AsyncFs fs) {
        return transport == Transport.NIO ? fs.ioHandlerFactory(NioIoHandler.newFactory()) : fs.ioHandlerFactory();
    }

    /** Returns whether directories are the backend's own here; otherwise they are the pool's. */
    public boolean hasDirectories() {
        return ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .anyMatch(port -> port.name().equals(backend) && port.hasDirectories());
    }

    /** Returns {@code backend/transport}, the name of this run. */
    public String name() {
        return backend + '/' + transport.name().toLowerCase(Locale.ROOT);
    }

    private static String defaultBackend() {
        try (AsyncFs fs = AsyncFs.create()) {
            return fs.backend();
        }
    }

    // One seed for the whole run: a test that fails prints it, and the run can be repeated with it.
    private static final long CLOCK_SEED = System.nanoTime();

    private static long clockSeed() {
        return CLOCK_SEED;
    }
}
