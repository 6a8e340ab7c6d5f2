/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_PROCESS_H
#define ASYNCFS_PROCESS_H

#include "asyncfs_jni.h"

/* io.asyncfs.jni.ProcessNative */
extern const struct asyncfs_natives asyncfs_process_natives;

#endif
