/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

/**
 * Which file it is, by whatever name it was opened.
 *
 * @param device as {@code unix:dev} of the JDK says
 * @param inode its number there
 */
public record FileKey(long device, long inode) {}
