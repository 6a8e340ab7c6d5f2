/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.BackendStatus;
import java.util.List;

/** Finds and chooses backends. */
public final class Backends {
    private Backends() {}

    /** Returns every backend with its availability. */
    public static List<BackendStatus> statuses() {
        return List.of();
    }

    /** Chooses a backend. */
    public static Object select(String required, FsConfig config) {
        return null;
    }
}
