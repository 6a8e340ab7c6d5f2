/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_NATIVE_ABI_H
#define ASYNCFS_NATIVE_ABI_H

#include "asyncfs_jni.h"

/* io.asyncfs.jni.NativeAbi */
extern const struct asyncfs_natives asyncfs_native_abi_natives;

#endif
