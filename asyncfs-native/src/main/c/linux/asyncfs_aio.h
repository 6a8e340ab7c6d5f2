/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_AIO_H
#define ASYNCFS_AIO_H

#include "asyncfs_jni.h"

/* io.asyncfs.jni.AioNative */
extern const struct asyncfs_natives asyncfs_aio_natives;

#endif
