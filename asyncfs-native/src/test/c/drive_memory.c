/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/* Memory and the process. */
#include "drive.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH (1 << 20)

typedef jobject (*wrap_function)(STATIC_PARAMETERS, jlong, jint);
typedef jlong (*address_function)(STATIC_PARAMETERS, jobject);
typedef jlong (*map_function)(STATIC_PARAMETERS, jlong);
typedef jint (*unmap_function)(STATIC_PARAMETERS, jlong, jlong);

static void drive_wrap(void *function) {
    char memory[16];
    jobject buffer = ((wrap_function) function)(STATIC_ARGUMENTS, (jlong) (intptr_t) memory, sizeof(memory));
    NEED(buffer != NULL);
    EXPECT(vm_buffer_address(buffer) == memory);
    EXPECT_EQ(sizeof(memory), vm_buffer_capacity(buffer));
    free(buffer);
}

static void drive_address(void *function) {
    char memory[16];
    jobject buffer = (*vm_env)->NewDirectByteBuffer(vm_env, memory, sizeof(memory));
    EXPECT_EQ((intptr_t) memory, ((address_function) function)(STATIC_ARGUMENTS, buffer));
    free(buffer);
}

static void drive_map(void *function) {
    map_function map = (map_function) function;
    jlong address = map(STATIC_ARGUMENTS, LENGTH);
    EXPECT(address > 0);
    EXPECT_EQ(0, address % sysconf(_SC_PAGESIZE));
    char *memory = (char *) (intptr_t) address;
    EXPECT_EQ(0, memory[LENGTH - 1]);
    memset(memory, 1, LENGTH);
    EXPECT_EQ(0, munmap(memory, LENGTH));
    EXPECT_EQ(-EINVAL, map(STATIC_ARGUMENTS, 0));
    EXPECT_EQ(-ENOMEM, map(STATIC_ARGUMENTS, INT64_C(1) << 60));
}

static void drive_unmap(void *function) {
    unmap_function unmap = (unmap_function) function;
    void *memory = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    NEED(memory != MAP_FAILED);
    EXPECT_EQ(0, unmap(STATIC_ARGUMENTS, (jlong) (intptr_t) memory, LENGTH));
    unsigned char state;
    EXPECT_EQ(-1, mincore(memory, 1, &state));
    EXPECT_EQ(ENOMEM, errno);
    EXPECT_EQ(-EINVAL, unmap(STATIC_ARGUMENTS, 1, LENGTH));
}

const struct row memory_rows[] = {
    {"MemoryNative.wrap0(JI)Ljava/nio/ByteBuffer;", drive_wrap},
    {"MemoryNative.address0(Ljava/nio/ByteBuffer;)J", drive_address},
    {"MemoryNative.mapAnonymous(J)J", drive_map},
    {"MemoryNative.unmap(JJ)I", drive_unmap},
    {NULL, NULL},
};
