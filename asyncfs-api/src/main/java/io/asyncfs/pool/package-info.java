/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * The backend that every system has: the JDK's own blocking channels on the engine's bounded pool. Pure Java, because it
 * is what is left when no native library loads at all.
 */
package io.asyncfs.pool;
