/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.stall;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.asyncfs.examples.serve.ServerOptions;
import io.asyncfs.examples.serve.StaticFileServer;
import io.asyncfs.testsuite.harness.Platform;
import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One loop serves a cached file over one connection while 200 other connections wait for files whose every open, stat and
 * read takes 500 ms. The bound is on stalls, with room for a busy machine: a loop that waits for one slow call misses it.
 */
class StallTest {
    private static final double BOUND_MILLIS = 20;

    @TempDir
    private Path dir;

    private final ResourceLeakDetector.Level detection = ResourceLeakDetector.getLevel();

    @BeforeEach
    void mountsFileSystems() {
        Needs.need(Platform.hasFuse(), "the right to mount, and /dev/fuse");
        // A stack trace for every touch of every buffer, which other tests ask for, is not what is measured here.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterEach
    void restoresLeakDetection() {
        ResourceLeakDetector.setLevel(detection);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void slowFilesDoNotStallTheLoop(String backend) throws Exception {
        // More threads than by default, so that the 200 files, half a pool at a time, are through within seconds.
        try (SlowSite site = SlowSite.create(dir);
                AsyncFs fs = AsyncFs.builder().backend(backend).poolSize(64).build();
                StaticFileServer server = StaticFileServer.start(fs, site.root(), ServerOptions.defaults())) {
            StallMeter.Outcome outcome = StallMeter.measure(server.address());
            assertTrue(outcome.p99Millis() < BOUND_MILLIS, outcome.toString());
            // The slow files were really asked for, and come.
            assertArrayEquals(SlowSite.filled(SlowSite.SLOW_SIZE, 's'), outcome.firstSlowAnswer());
        }
    }

    /** The control, without which the test above could pass for a wrong reason. */
    @Test
    void chunkedNioFileStallsTheLoop() throws Exception {
        // The file system goes first at the end: only then does the loop come back.
        try (ChunkedNioFileServer server = new ChunkedNioFileServer(dir);
                SlowSite site = SlowSite.create(dir)) {
            StallMeter.Outcome outcome = StallMeter.measure(server.address());
            assertTrue(outcome.p99Millis() >= BOUND_MILLIS, outcome + " on " + site.root());
        }
    }

    private static Stream<String> backends() {
        return AsyncFs.backends().stream().filter(BackendStatus::available).map(BackendStatus::name);
    }
}
