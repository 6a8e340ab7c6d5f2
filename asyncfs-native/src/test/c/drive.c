/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/*
 * Loads the library as a Java virtual machine does and calls every native method of it:
 *
 *   drive LIBRARY [--all]    --all: a system call that the kernel lacks is a failure
 *   drive LIBRARY --table    prints what NativeAbi.describe has, one "NAME VALUE" a line
 *
 * Ends with one line: N passed, N failed, N skipped. A native method without a row fails.
 */
#include "drive.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef jint (*on_load)(JavaVM *, void *);

static const struct row *const tables[] = {
    abi_rows, memory_rows, open_rows, file_rows, event_fd_rows, seccomp_rows, uring_rows, aio_rows, NULL,
};

static bool all, row_failed;
static const char *row_skipped, *row_key = "JNI_OnLoad";
static int passed, failed, skipped;

void expect(bool condition, const char *file, int line, const char *what) {
    if (!condition) {
        printf("%s: %s:%d: not true: %s\n", row_key, file, line, what);
        row_failed = true;
    }
}

void expect_equal(long long expected, long long actual, const char *file, int line, const char *what) {
    if (expected != actual) {
        printf("%s: %s:%d: %s is %lld, expected %lld\n", row_key, file, line, what, actual, expected);
        row_failed = true;
    }
}

void need(bool condition, const char *file, int line, const char *what) {
    if (!condition) {
        printf("%s: %s:%d: cannot go on without: %s (%s)\n", row_key, file, line, what, strerror(errno));
        exit(2);
    }
}

bool missing_call(long number) {
    if (syscall(number, -1L, -1L, -1L, -1L, -1L, -1L) != -1 || errno != ENOSYS) {
        return false;
    }
    skip_rest("system call");
    return true;
}

void skip_rest(const char *what) {
    EXPECT(!all);
    row_skipped = what;
}

int temporary_file(const char *content) {
    char path[] = "drive-XXXXXX";
    int fd = mkstemp(path);
    NEED(fd >= 0);
    NEED(unlink(path) == 0);
    NEED(write(fd, content, strlen(content)) == (ssize_t) strlen(content));
    return fd;
}

int named_file(char *path, size_t size) {
    snprintf(path, size, "drive-XXXXXX");
    int fd = mkstemp(path);
    NEED(fd >= 0);
    return fd;
}

jbyteArray path_bytes(const char *path) {
    return vm_bytes(path, (jint) strlen(path) + 1);
}

static void count(void) {
    if (row_failed) {
        failed++;
    } else if (row_skipped != NULL) {
        printf("%s: skipped, no %s here\n", row_key, row_skipped);
        skipped++;
    } else {
        passed++;
    }
    row_failed = false;
    row_skipped = NULL;
}

static const struct row *row_of(const char *key) {
    for (const struct row *const *table = tables; *table != NULL; table++) {
        for (const struct row *row = *table; row->key != NULL; row++) {
            if (strcmp(row->key, key) == 0) {
                return row;
            }
        }
    }
    return NULL;
}

static bool is_registered(const char *key) {
    for (int i = 0; i < vm_native_count; i++) {
        if (strcmp(vm_natives[i].key, key) == 0) {
            return true;
        }
    }
    return false;
}

static void drive_natives(void) {
    for (int i = 0; i < vm_native_count; i++) {
        row_key = vm_natives[i].key;
        const struct row *row = row_of(row_key);
        if (row == NULL) {
            printf("%s: nothing drives it: add a row\n", row_key);
            row_failed = true;
        } else {
            int references = vm_local_references;
            row->drive(vm_natives[i].function);
            EXPECT(!vm_take_exception());
            EXPECT_EQ(references, vm_local_references);
        }
        count();
    }
    for (const struct row *const *table = tables; *table != NULL; table++) {
        for (const struct row *row = *table; row->key != NULL; row++) {
            if (!is_registered(row->key)) {
                printf("%s: the library has no such native method\n", row->key);
                failed++;
            }
        }
    }
}

/* Each way in which loading can fail leaves nothing registered and the exception that says why. */
static void fail_to_load(on_load load) {
    bool succeeded = false;
    for (int i = 1; !succeeded; i++) {
        for (int call = 0; call < 2; call++) {
            vm_fail(call == 0 ? i : 0, call == 1 ? i : 0, 0);
            succeeded = load(vm_java, NULL) == JNI_VERSION_1_6;
            vm_fail(0, 0, 0);
            if (succeeded) { /* there is no Ith class */
                EXPECT(i > 7);
                break;
            }
            EXPECT_EQ(0, vm_native_count);
            EXPECT(vm_take_exception());
        }
    }
    EXPECT(!vm_take_exception());
    EXPECT_EQ(0, vm_local_references);
    count();
}

static int print_table(void) {
    jint (*describe)(STATIC_PARAMETERS, jobjectArray, jlongArray) = NULL;
    for (int i = 0; i < vm_native_count; i++) {
        if (strncmp(vm_natives[i].key, "NativeAbi.describe(", 19) == 0) {
            *(void **) &describe = vm_natives[i].function;
        }
    }
    NEED(describe != NULL);
    jobjectArray names = vm_objects(1000);
    jlongArray values = vm_longs(1000);
    jint entries = describe(STATIC_ARGUMENTS, names, values);
    for (jint i = 0; i < entries; i++) {
        printf("%s %lld\n", vm_string_at(names, i), (long long) vm_long_at(values, i));
    }
    return entries > 0 ? 0 : 1;
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: drive LIBRARY [--all | --table]\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0); /* children that fork must not repeat what waits in the buffer */
    void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 2;
    }
    on_load load;
    *(void **) &load = dlsym(library, "JNI_OnLoad");
    NEED(load != NULL);
    if (argc == 3 && strcmp(argv[2], "--table") == 0) {
        NEED(load(vm_java, NULL) == JNI_VERSION_1_6);
        return print_table();
    }
    all = argc == 3 && strcmp(argv[2], "--all") == 0;
    fail_to_load(load);
    row_key = "memcpy and its kin";
    drive_freestanding();
    count();
    drive_natives();
    printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped);
    return failed == 0 ? 0 : 1;
}
