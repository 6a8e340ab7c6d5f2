/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include <linux/mman.h>

#include "asyncfs_uring.h"

#include "asyncfs_syscall.h"

static jint setup(ASYNCFS_STATIC, jint entries, jlong params) {
    return (jint) asyncfs_syscall2(__NR_io_uring_setup, entries, params);
}

/*
 * Not repeated on EINTR: only the caller, who sees the ring, knows what a second call has to ask for.
 */
static jint enter(ASYNCFS_STATIC, jint fd, jint to_submit, jint min_complete, jint flags, jlong arg, jlong arg_size) {
    return (jint) asyncfs_syscall6(__NR_io_uring_enter, fd, to_submit, min_complete, flags, arg, arg_size);
}

static jint do_register(ASYNCFS_STATIC, jint fd, jint opcode, jlong arg, jint count) {
    return (jint) asyncfs_syscall4(__NR_io_uring_register, fd, opcode, arg, count);
}

static jlong map(ASYNCFS_STATIC, jint fd, jlong length, jlong offset) {
    return asyncfs_syscall6(__NR_mmap, 0, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, offset);
}

static jint dont_fork(ASYNCFS_STATIC, jlong address, jlong length) {
    return (jint) asyncfs_syscall3(__NR_madvise, address, length, MADV_DONTFORK);
}

static const JNINativeMethod methods[] = {
    {"setup", "(IJ)I", (void *) setup},
    {"enter", "(IIIIJJ)I", (void *) enter},
    {"register", "(IIJI)I", (void *) do_register},
    {"mmap", "(IJJ)J", (void *) map},
    {"dontFork", "(JJ)I", (void *) dont_fork},
};

const struct asyncfs_natives asyncfs_uring_natives = {
    "io/asyncfs/jni/UringNative", methods, ASYNCFS_COUNT(methods),
};
