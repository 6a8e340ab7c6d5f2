/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.examples.serve.RawConnection.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing outside the directory is served. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.asyncfs.examples.serve.Served#backends")
class ServeTraversalTest {
    private static final String SECRET = "the secret";
    private static final int SWAPS_SEEN = 2_000;

    private final String backend;

    @TempDir
    Path base;

    private Path root;
    private Served served;

    ServeTraversalTest(String backend) {
        this.backend = backend;
    }

    @BeforeEach
    void start() throws Exception {
        root = Files.createDirectory(base.resolve("root"));
        Files.writeString(root.resolve("a"), "inside");
        Files.createDirectory(root.resolve("sub"));
        Files.writeString(base.resolve("secret"), SECRET);
        Files.createDirectory(base.resolve("outside"));
        Files.writeString(base.resolve("outside/index.html"), SECRET);
        // What a server that only compares the start of the path would serve.
        Files.createDirectory(base.resolve("root2"));
        Files.writeString(base.resolve("root2/secret"), SECRET);
        served = Served.start(backend, root);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void refusesEverySpellingOfTheParent() throws IOException {
        String[] ups = {
            "..",
            "%2e%2e",
            "%2E.",
            ".%2e",
            "%252e%252e",
            "..%00",
            "%c0%ae%c0%ae",
            "%e0%80%ae%e0%80%ae",
            "..;",
            "...",
            "\u002e\u002e",
            "%u002e%u002e",
            "%uff0e%uff0e",
            "%ef%bc%8e%ef%bc%8e",
            " ..",
            "..%20",
            "..%5c",
            "..\\"
        };
        String[] separators = {"/", "%2f", "%2F", "%5c", "\\", "%c0%af", "//", "/./", "%252f"};
        for (String up : ups) {
            for (String separator : separators) {
                for (String prefix : new String[] {"/", "/sub/", "/sub/" + up + separator, "//"}) {
                    for (String target : new String[] {"secret", "outside/", "root2/secret"}) {
                        assertRefused(prefix + up + separator + target);
                    }
                }
            }
        }
    }

    @Test
    void refusesAbsolutePaths() throws IOException {
        String secret = base.resolve("secret").toString();
        assertRefused(secret);
        assertRefused("/" + secret);
        assertRefused("/%2f" + secret);
        assertRefused("/" + secret.replace("/", "%2f"));
        assertRefused("/sub/" + secret);
        assertRefused("file://" + secret);
        assertRefused("http://test/../secret");
    }

    @Test
    void refusesSymbolicLinksThatLeave() throws IOException {
        Files.createSymbolicLink(root.resolve("absolute"), base.resolve("secret"));
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("sub/up"), Path.of("../.."));
        Files.createSymbolicLink(root.resolve("directory"), base.resolve("outside"));
        Files.createSymbolicLink(root.resolve("chain"), Path.of("relative"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("missing"));
        String[] targets = {
            "/absolute",
            "/relative",
            "/sub/up/secret",
            "/directory",
            "/directory/",
            "/directory/index.html",
            "/chain",
            "/loop",
            "/dangling"
        };
        for (String target : targets) {
            assertRefused(target);
        }
    }

    @Test
    void servesNoOtherKindsOfFile() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("fifo").toString())
                .inheritIO()
                .start();
        assertEquals(0, mkfifo.waitFor());
        assertRefused("/fifo");
    }

    /** A directory and a link out of the root take turns at one name while it is asked for. */
    @Test
    void neverFollowsALinkSwappedIn() throws Exception {
        Path name = root.resolve("swapped");
        Path good = Files.createDirectory(root.resolve("good"));
        Files.writeString(good.resolve("index.html"), "inside");
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> swapper = CompletableFuture.runAsync(() -> swap(name, good, stop));
        try (RawConnection connection = served.connect()) {
            int found = 0;
            for (int i = 0; i < SWAPS_SEEN; i++) {
                Answer answer = connection.get("/swapped/").answer();
                assertFalse(answer.body().contains(SECRET), "the link was followed");
                assertTrue(answer.status() == 200 || answer.status() == 404, "status " + answer.status());
                found += answer.status() == 200 ? 1 : 0;
            }
            assertTrue(found > 0, "never saw the directory: the test tests nothing");
            assertTrue(found < SWAPS_SEEN, "never saw the link: the test tests nothing");
        } finally {
            stop.set(true);
            swapper.join();
        }
    }

    private void swap(Path name, Path good, AtomicBoolean stop) {
        try {
            Path link = root.resolve("link");
            while (!stop.get()) {
                Files.move(good, name);
                Files.move(name, good);
                Files.createSymbolicLink(link, base.resolve("outside"));
                Files.move(link, name, StandardCopyOption.ATOMIC_MOVE);
                Files.delete(name);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertRefused(String target) throws IOException {
        try (RawConnection connection = served.connect()) {
            Answer answer = connection.get(target).answer();
            boolean refused = answer.status() == 400 || answer.status() == 404;
            assertTrue(refused, target + " gave " + answer.status());
            assertFalse(answer.body().contains(SECRET), target);
        }
    }
}
