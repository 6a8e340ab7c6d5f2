/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with a fault put in, which the random operations must find and the shrinker must make short. */
class FaultyFileTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLostWriteIsFoundAndShrunk(boolean many) throws Exception {
        String report = reportOf(
                (file, method, arguments) -> {
                    if (method.startsWith("write") && arguments[0] instanceof ByteBuf src && src.readableBytes() == 7) {
                        src.skipBytes(7);
                        return file.executor().newSucceededFuture(7);
                    }
                    return null;
                },
                many);
        assertShrunkTo(3, report);
        assertTrue(report.contains(" 7 bytes at "), report);
    }

    @Test
    void aForgottenTruncateIsFoundAndShrunk() throws Exception {
        String report = reportOf(
                (file, method, arguments) -> method.equals("truncate") && (Long) arguments[0] > 5000
                        ? file.executor().newSucceededFuture(null)
                        : null,
                false);
        assertShrunkTo(3, report);
        assertTrue(report.contains("TRUNCATE to 5001"), report);
    }

    @Test
    void anAppendAfterASeekThatGoesToTheCursorIsFoundAndShrunk() throws Exception {
        String report = reportOf(
                (file, method, arguments) ->
                        method.equals("append") && file.lastOp().kind().name().equals("SEEK")
                                ? file.write((ByteBuf) arguments[0])
                                : null,
                false);
        assertShrunkTo(3, report);
    }

    @Test
    void theSeedIsTold() throws Exception {
        String report = reportOf((file, method, arguments) -> method.equals("size") ? failed(file) : null, false);
        assertTrue(report.contains("--tag model --seed 7 "), report);
        assertShrunkTo(1, report);
    }

    private static Object failed(AsyncFile file) {
        return file.executor().newFailedFuture(new IOException("a fault"));
    }

    private static void assertShrunkTo(int most, String report) {
        List<String> program =
                report.lines().filter(line -> line.startsWith("  ")).toList();
        assertTrue(!program.isEmpty() && program.size() <= most, report);
    }

    private String reportOf(Fault fault, boolean many) throws Exception {
        try (AsyncFs fs = AsyncFs.builder().backend("pool").build()) {
            ModelCheck check = new ModelCheck(new FaultyFile(fs, dir.resolve("file"), fault), 1, many);
            return assertThrows(AssertionError.class, () -> check.run(20_000, 7))
                    .getMessage();
        }
    }

    private interface Fault {
        /** Returns what a call gives instead; null to do what it should. */
        Object instead(AsyncFile file, String method, Object[] arguments);
    }

    private record FaultyFile(AsyncFs fs, Path path, Fault fault) implements FileUnderTest {
        @Override
        public AsyncFile create() {
            AsyncFile file = Contract.await(fs.open(path, CREATE, TRUNCATE_EXISTING, READ, WRITE));
            return (AsyncFile) Proxy.newProxyInstance(
                    AsyncFile.class.getClassLoader(), new Class<?>[] {AsyncFile.class}, (proxy, method, arguments) -> {
                        Object instead = fault.instead(file, method.getName(), arguments);
                        try {
                            return instead != null ? instead : method.invoke(file, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public byte[] content() throws IOException {
            return Files.readAllBytes(path);
        }

        @Override
        public ByteBuf memory(int kind, int length) {
            return Unpooled.buffer(length, length);
        }
    }
}
