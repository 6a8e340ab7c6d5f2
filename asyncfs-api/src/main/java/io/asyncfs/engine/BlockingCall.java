/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.io.IOException;

/** A blocking step of an operation; runs on a pool thread. */
@FunctionalInterface
interface BlockingCall {
    Object call() throws IOException;
}
