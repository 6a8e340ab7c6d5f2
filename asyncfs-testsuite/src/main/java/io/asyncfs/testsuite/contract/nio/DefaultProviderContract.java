/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.nio.AsyncFsFileSystemProvider;
import io.asyncfs.testsuite.harness.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider as the default one of a virtual machine, from its first moment on. */
class DefaultProviderContract extends ChannelContract {
    @ParameterizedTest
    @ValueSource(strings = {"", "-Dio.asyncfs.nio.startWaitMillis=0", "-Xlog:disable -Xshare:off"})
    void anUnmodifiedProgramRunsOnIt(String more) throws Exception {
        List<String> options = new ArrayList<>();
        options.add("-Djava.nio.file.spi.DefaultFileSystemProvider=" + AsyncFsFileSystemProvider.class.getName());
        options.add("-Dio.asyncfs.backend=" + backend().backend());
        if (!more.isEmpty()) {
            options.addAll(List.of(more.split(" ")));
        }
        String output = ChildJvm.runWith(options, DefaultProviderProgram.class, dir().toString());
        assertTrue(output.contains("ok {"), output);
        assertTrue(output.contains("backend " + backend().backend()), output);
    }

    /** On JDK 25 the first temporary file initialises classes that the start of the engine needs, by files that it opens. */
    @Test
    void theFirstFileMayBeATemporaryOne() throws Exception {
        List<String> options = List.of(
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + AsyncFsFileSystemProvider.class.getName(),
                "-Dio.asyncfs.nio.startWaitMillis=60000",
                "-Dio.asyncfs.backend=" + backend().backend());
        String output = ChildJvm.runWith(options, TemporaryFileProgram.class, dir().toString());
        assertTrue(output.contains("channel io.asyncfs."), output);
    }

    @Test
    void handlersRunOnThreadsOfTheUsersFactory() throws Exception {
        List<String> options = List.of(
                "-Djava.nio.channels.DefaultThreadPool.threadFactory=" + HandlerThreadProgram.Factory.class.getName(),
                "-Dio.asyncfs.backend=" + backend().backend());
        String output = ChildJvm.runWith(options, HandlerThreadProgram.class, dir().toString());
        assertTrue(output.contains("handler on a thread of the user's"), output);
    }
}
