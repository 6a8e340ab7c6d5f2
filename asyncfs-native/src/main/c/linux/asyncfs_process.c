/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include "asyncfs_process.h"

#include "asyncfs_syscall.h"

static jint thread_id(ASYNCFS_STATIC) {
    return (jint) asyncfs_syscall0(__NR_gettid);
}

static const JNINativeMethod methods[] = {
    {"threadId", "()I", (void *) thread_id},
};

const struct asyncfs_natives asyncfs_process_natives = {
    "io/asyncfs/jni/ProcessNative", methods, ASYNCFS_COUNT(methods),
};
