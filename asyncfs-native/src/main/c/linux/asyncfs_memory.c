/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include <linux/mman.h>

#include "asyncfs_memory.h"

#include "asyncfs_syscall.h"

static jobject wrap(ASYNCFS_STATIC, jlong address, jint length) {
    return (*env)->NewDirectByteBuffer(env, ASYNCFS_POINTER(address), length);
}

static jlong address(ASYNCFS_STATIC, jobject buffer) {
    return (jlong) (unsigned long) (*env)->GetDirectBufferAddress(env, buffer);
}

static jlong map_anonymous(ASYNCFS_STATIC, jlong length) {
    return asyncfs_syscall6(__NR_mmap, 0, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static jint unmap(ASYNCFS_STATIC, jlong address, jlong length) {
    return (jint) asyncfs_syscall2(__NR_munmap, address, length);
}

static const JNINativeMethod methods[] = {
    {"wrap0", "(JI)Ljava/nio/ByteBuffer;", (void *) wrap},
    {"address0", "(Ljava/nio/ByteBuffer;)J", (void *) address},
    {"mapAnonymous", "(J)J", (void *) map_anonymous},
    {"unmap", "(JJ)I", (void *) unmap},
};

const struct asyncfs_natives asyncfs_memory_natives = {
    "io/asyncfs/jni/MemoryNative", methods, ASYNCFS_COUNT(methods),
};
