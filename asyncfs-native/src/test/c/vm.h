/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_TEST_VM_H
#define ASYNCFS_TEST_VM_H

#include <jni.h>
#include <stdbool.h>

/*
 * As much of a Java virtual machine as the library calls. A function of JNI that is not here ends the program, so the
 * library cannot come to need one unnoticed. What the virtual machine would crash on or forgive is checked: exceptions
 * that are pending, local references that are left.
 */

struct native {
    char *key; /* "AioNative.setup(I)J" */
    void *function;
};

extern JNIEnv *const vm_env;
extern JavaVM *const vm_java;

/* What RegisterNatives was given and UnregisterNatives has not taken back. */
extern struct native vm_natives[];
extern int vm_native_count;

/* Local references that were made and not deleted, but for those that a call returned. */
extern int vm_local_references;

/* The Nth call from now of FindClass, RegisterNatives and NewStringUTF fails, each for itself; 0: none does. */
void vm_fail(int find_class, int register_natives, int new_string);

/* Returns whether an exception is pending, and takes it. */
bool vm_take_exception(void);

jbyteArray vm_bytes(const void *bytes, jint length);
jobjectArray vm_objects(jint length);
jlongArray vm_longs(jint length);
const char *vm_string_at(jobjectArray array, jint index);
jlong vm_long_at(jlongArray array, jint index);
void vm_free(void *array);

/* What NewDirectByteBuffer was given. */
void *vm_buffer_address(jobject buffer);
jlong vm_buffer_capacity(jobject buffer);

#endif
