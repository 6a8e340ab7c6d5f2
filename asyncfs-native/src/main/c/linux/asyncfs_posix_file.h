/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_POSIX_FILE_H
#define ASYNCFS_POSIX_FILE_H

#include "asyncfs_jni.h"

/* io.asyncfs.jni.PosixFileNative */
extern const struct asyncfs_natives asyncfs_posix_file_natives;

#endif
