/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import java.nio.file.attribute.FileTime;

/**
 * What the file system says of a file at one moment.
 *
 * @param kind what it is
 * @param size bytes; of a block device 0
 * @param inode the file's number on its device; 0 where the system has none
 * @param device the number of the device that holds the file; 0 where the system has none
 * @param mode the POSIX mode, type bits included; 0 where the system has none
 * @param lastModified when the content last changed, as precise as the file system keeps it
 */
public record FileStat(FileKind kind, long size, long inode, long device, int mode, FileTime lastModified) {}
