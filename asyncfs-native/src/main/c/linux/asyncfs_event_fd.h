/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_EVENT_FD_H
#define ASYNCFS_EVENT_FD_H

#include "asyncfs_jni.h"

/* io.asyncfs.jni.EventFdNative */
extern const struct asyncfs_natives asyncfs_event_fd_natives;

#endif
