/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include <linux/aio_abi.h>
#include <linux/time_types.h>

#include "asyncfs_aio.h"

#include "asyncfs_syscall.h"

/* The kernel's identifier of a context is the address of its completion ring: io_setup(2) stores it, we return it. */
static jlong setup(ASYNCFS_STATIC, jint events) {
    aio_context_t context = 0;
    long result = asyncfs_syscall2(__NR_io_setup, events, &context);
    return result < 0 ? result : (jlong) context;
}

static jint destroy(ASYNCFS_STATIC, jlong context) {
    return (jint) asyncfs_syscall1(__NR_io_destroy, context);
}

static jint submit(ASYNCFS_STATIC, jlong context, jlong pointers, jint count) {
    return (jint) asyncfs_syscall3(__NR_io_submit, context, count, pointers);
}

static jint get_events(ASYNCFS_STATIC, jlong context, jlong events, jint max) {
    struct __kernel_timespec now = {0, 0};
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall5(__NR_io_getevents, context, 0, max, events, &now));
    return (jint) result;
}

static const JNINativeMethod methods[] = {
    {"setup", "(I)J", (void *) setup},
    {"destroy", "(J)I", (void *) destroy},
    {"submit", "(JJI)I", (void *) submit},
    {"getEvents", "(JJI)I", (void *) get_events},
};

const struct asyncfs_natives asyncfs_aio_natives = {
    "io/asyncfs/jni/AioNative", methods, ASYNCFS_COUNT(methods),
};
