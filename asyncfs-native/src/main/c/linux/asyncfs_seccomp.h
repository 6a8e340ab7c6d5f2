/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_SECCOMP_H
#define ASYNCFS_SECCOMP_H

#include "asyncfs_jni.h"

/* io.asyncfs.jni.SeccompNative */
extern const struct asyncfs_natives asyncfs_seccomp_natives;

#endif
