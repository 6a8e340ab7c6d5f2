/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

/**
 * Whether a backend can be used here, and if not why and what would change that.
 *
 * @param name the name for {@link AsyncFsBuilder#backend(String)}
 * @param available true when a probe that really used it succeeded
 * @param cause why it is not available; null when it is
 * @param fix what would make it available; null when it is, or when nothing would
 */
public record BackendStatus(String name, boolean available, String cause, String fix) {}
