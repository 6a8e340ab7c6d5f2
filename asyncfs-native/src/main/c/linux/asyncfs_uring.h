/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_URING_H
#define ASYNCFS_URING_H

#include "asyncfs_jni.h"

/* io.asyncfs.jni.UringNative */
extern const struct asyncfs_natives asyncfs_uring_natives;

#endif
