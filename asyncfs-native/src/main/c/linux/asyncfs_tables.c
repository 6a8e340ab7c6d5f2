/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include "asyncfs_aio.h"
#include "asyncfs_event_fd.h"
#include "asyncfs_memory.h"
#include "asyncfs_native_abi.h"
#include "asyncfs_posix_file.h"
#include "asyncfs_seccomp.h"
#include "asyncfs_uring.h"

const struct asyncfs_natives *const asyncfs_tables[] = {
    &asyncfs_native_abi_natives,
    &asyncfs_memory_natives,
    &asyncfs_posix_file_natives,
    &asyncfs_event_fd_natives,
    &asyncfs_seccomp_natives,
    &asyncfs_uring_natives,
    &asyncfs_aio_natives,
    NULL,
};
