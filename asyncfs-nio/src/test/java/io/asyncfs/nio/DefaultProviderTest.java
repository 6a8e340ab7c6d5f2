/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider as the default one of a virtual machine, from its first moment on. */
class DefaultProviderTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dx=y",
                "-Dio.asyncfs.nio.startWaitMillis=0",
                "-Dio.asyncfs.backend=pool",
                "-Dio.asyncfs.backend=linux_aio",
                "-Xlog:disable -Xshare:off"
            })
    void anUnmodifiedProgramRunsOnIt(String option) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + AsyncFsFileSystemProvider.class.getName(),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(option.split(" ")));
        command.addAll(List.of(DefaultProviderProgram.class.getName(), directory.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
        assertEquals(0, process.exitValue(), output);
        assertTrue(output.contains("ok {"), output);
    }
}
