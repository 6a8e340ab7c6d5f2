/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#ifndef ASYNCFS_TEST_DRIVE_H
#define ASYNCFS_TEST_DRIVE_H

#include "vm.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One row per native method: what calls it with true arguments and checks the results. The libc's own calls prepare and
 * witness, so that a mistake of the library is not hidden by another one of it.
 */
struct row {
    const char *key; /* as in struct native */
    void (*drive)(void *function);
};

extern const struct row abi_rows[], aio_rows[], event_fd_rows[], file_rows[], memory_rows[], open_rows[],
    seccomp_rows[], uring_rows[];

/* What the library has in place of a libc; not native methods. */
void drive_freestanding(void);

/* The two leading arguments of every native method. */
#define STATIC_ARGUMENTS vm_env, NULL
#define STATIC_PARAMETERS JNIEnv *, jclass

void expect(bool condition, const char *file, int line, const char *what);
void expect_equal(long long expected, long long actual, const char *file, int line, const char *what);

/* What does not hold is printed and fails the row; the row goes on. */
#define EXPECT(condition) expect((condition), __FILE__, __LINE__, #condition)
#define EXPECT_EQ(expected, actual) \
    expect_equal((long long) (expected), (long long) (actual), __FILE__, __LINE__, #actual)

/* For what no row can go on without, such as a temporary file. */
#define NEED(condition) need((condition), __FILE__, __LINE__, #condition)
void need(bool condition, const char *file, int line, const char *what);

/*
 * Whether the kernel does not know a system call; all others refuse the arguments, which are all -1. Then the row checks
 * that the library says just this, and counts as skipped. Emulators leave out some calls; with --all that is a failure.
 */
bool missing_call(long number);

/* Marks the row as skipped in part, for want of WHAT. */
void skip_rest(const char *what);

/* cachestat(2), on every CPU; older headers do not have it. */
#define CACHESTAT 451

/* A file of this content, open for reading and writing and unlinked. */
int temporary_file(const char *content);

/* On a file system on a disk (the working directory's), and named. */
int named_file(char *path, size_t size);

/* A path as Java passes it. */
jbyteArray path_bytes(const char *path);

#endif
