/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs {@link LastOpExample}. */
@Command(
        name = "lastop",
        description = "Write 4096 bytes to a file and read them back, polling for each outcome.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: asyncfs lastop /tmp/block"})
final class LastOpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file to write; created, or emptied first if it exists.")
    private Path file;

    @Override
    public Integer call() throws Exception {
        LastOpExample.main(new String[] {file.toString()});
        return 0;
    }
}
