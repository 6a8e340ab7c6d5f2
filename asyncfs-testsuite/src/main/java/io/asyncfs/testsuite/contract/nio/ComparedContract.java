/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The base of those whose assertions are made of the JDK's channels as well, and hold there. */
@ParameterizedClass(name = "{0}")
@EnumSource(ChannelContract.Whose.class)
abstract class ComparedContract extends ChannelContract {
    @Parameter
    Whose whose;

    final AsynchronousFileChannel asynchronous(Path path, OpenOption... options) throws IOException {
        return asynchronous(path, Set.of(options), null);
    }

    final AsynchronousFileChannel asynchronous(
            Path path, Set<? extends OpenOption> options, ExecutorService executor, FileAttribute<?>... attributes)
            throws IOException {
        return asynchronous(whose, path, options, executor, attributes);
    }

    final FileChannel fileChannel(Path path, OpenOption... options) throws IOException {
        return fileChannel(path, Set.of(options));
    }

    final FileChannel fileChannel(Path path, Set<? extends OpenOption> options) throws IOException {
        return fileChannel(whose, path, options);
    }
}
