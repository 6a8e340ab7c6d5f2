/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_MEMORY_H
#define ASYNCFS_MEMORY_H

#include "asyncfs_jni.h"

/* io.asyncfs.jni.MemoryNative */
extern const struct asyncfs_natives asyncfs_memory_natives;

#endif
