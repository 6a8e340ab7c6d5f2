/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_JNI_H
#define ASYNCFS_JNI_H

#include <jni.h>

/*
 * The version of the contract between this library and the Java classes of io.asyncfs.jni. It is part of the file
 * name (libasyncfs_<version>_...) and is compared with NativeAbi.VERSION after loading.
 */
#define ASYNCFS_ABI_VERSION 1

/* The two leading parameters of every static native method. */
#define ASYNCFS_STATIC JNIEnv *env __attribute__((unused)), jclass owner __attribute__((unused))

#define ASYNCFS_COUNT(array) ((jint) (sizeof(array) / sizeof((array)[0])))

/* The native methods of one Java class. */
struct asyncfs_natives {
    const char *class_name;
    const JNINativeMethod *methods;
    jint count;
};

/* Every table of this system, ended by NULL. Each system defines its own in asyncfs_tables.c. */
extern const struct asyncfs_natives *const asyncfs_tables[];

/* A Java long that carries an address. */
#define ASYNCFS_POINTER(address) ((void *) (unsigned long) (address))

#endif
