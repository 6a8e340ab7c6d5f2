/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * Files as reactive streams, on the JDK's {@link java.util.concurrent.Flow}: {@link io.asyncfs.flow.FilePublisher} reads,
 * {@link io.asyncfs.flow.FileSubscriber} writes. Both hold a bounded number of buffers, whatever the other side does.
 */
package io.asyncfs.flow;
