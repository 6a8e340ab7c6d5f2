/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/**
 * Files of asyncfs in the shapes that existing programs know. Each class says what differs from the JDK's.
 *
 * <p>{@link io.asyncfs.nio.AsyncFsAsynchronousFileChannel} gives its operations to the engine: no thread waits for any of
 * them. {@link io.asyncfs.nio.AsyncFsFileChannel} is for threads that wait: virtual ones park while the engine works, and
 * platform threads make the system calls themselves.
 */
package io.asyncfs.nio;
