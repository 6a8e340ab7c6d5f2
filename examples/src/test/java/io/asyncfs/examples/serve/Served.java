/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A server for one test, on one loop. It must leave no descriptor and no buffer behind. */
final class Served implements AutoCloseable {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    final Path dir;
    final AsyncFs fs;
    final StaticFileServer server;
    final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);

    private Served(String backend, Path dir, ServerOptions options) throws IOException, InterruptedException {
        this.dir = dir.toRealPath();
        fs = AsyncFs.builder().backend(backend).allocator(allocator).build();
        assertEquals(backend, fs.backend());
        server = StaticFileServer.start(fs, dir, options);
    }

    /** The backends to test: all there are here, or the required one. */
    static Stream<String> backends() {
        String required = System.getProperty("io.asyncfs.backend");
        return required != null
                ? Stream.of(required)
                : AsyncFs.backends().stream().filter(BackendStatus::available).map(BackendStatus::name);
    }

    static Served start(String backend, Path dir) throws IOException, InterruptedException {
        return new Served(backend, dir, ServerOptions.defaults());
    }

    static Served start(String backend, Path dir, Duration idle, Duration header)
            throws IOException, InterruptedException {
        ServerOptions defaults = ServerOptions.defaults();
        return new Served(backend, dir, new ServerOptions(defaults.address(), 1, idle, header));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    RawConnection connect() throws IOException {
        return RawConnection.to(server.address(), 0);
    }

    /** Connects with a small receive buffer, so that what the client does not read stays with the server. */
    RawConnection connectNarrow() throws IOException {
        return RawConnection.to(server.address(), 4096);
    }

    /** The descriptors of this process that are files below the directory, opened by the server. */
    List<String> openFiles() {
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            return links.map(Served::target)
                    .filter(target -> target.startsWith(dir + "/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        fs.close();
        await("files closed").until(() -> openFiles().isEmpty());
        await("buffers released").until(() -> allocator.pinnedDirectMemory() == 0);
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }
}
