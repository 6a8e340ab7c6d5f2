/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/** Whose channels: opens one. */
@FunctionalInterface
interface Opening<C> {
    C open(Path path, Set<OpenOption> options) throws IOException;
}
