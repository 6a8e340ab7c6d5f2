/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include "drive.h"

#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/io_uring.h>
#include <string.h>

typedef jint (*describe_function)(STATIC_PARAMETERS, jobjectArray, jlongArray);

static jlong value_of(jobjectArray names, jlongArray values, jint count, const char *name) {
    for (jint i = 0; i < count; i++) {
        if (strcmp(vm_string_at(names, i), name) == 0) {
            return vm_long_at(values, i);
        }
    }
    EXPECT(!"the name is there");
    return -1;
}

static void drive_describe(void *function) {
    describe_function describe = (describe_function) function;
    jobjectArray none = vm_objects(0), names;
    jlongArray nothing = vm_longs(0), values;
    jint count = describe(STATIC_ARGUMENTS, none, nothing);
    EXPECT(count > 100);

    names = vm_objects(count);
    values = vm_longs(count - 1);
    EXPECT_EQ(count, describe(STATIC_ARGUMENTS, names, values)); /* one array is too short: nothing is stored */
    EXPECT(vm_string_at(names, 0) == NULL);
    vm_free(values);

    values = vm_longs(count);
    vm_fail(0, 0, 3);
    EXPECT_EQ(-ENOMEM, describe(STATIC_ARGUMENTS, names, values));
    EXPECT(vm_take_exception());
    vm_free(names);

    names = vm_objects(count);
    EXPECT_EQ(count, describe(STATIC_ARGUMENTS, names, values));
    for (jint i = 0; i < count; i++) {
        for (jint other = 0; other < i; other++) {
            EXPECT(strcmp(vm_string_at(names, i), vm_string_at(names, other)) != 0);
        }
    }
    /* Against the headers of this program's libc and CPU; all of them are compared with Java's by .ci/native. */
    EXPECT_EQ(O_DIRECT, value_of(names, values, count, "LinuxConstants.O_DIRECT"));
    EXPECT_EQ(O_DIRECTORY, value_of(names, values, count, "LinuxConstants.O_DIRECTORY"));
    EXPECT_EQ(O_NOFOLLOW, value_of(names, values, count, "LinuxConstants.O_NOFOLLOW"));
    EXPECT_EQ(AT_FDCWD, value_of(names, values, count, "LinuxConstants.AT_FDCWD"));
    EXPECT_EQ(sizeof(struct io_uring_sqe), value_of(names, values, count, "UringLayout.SQE_SIZE"));
    EXPECT_EQ(sizeof(struct iocb), value_of(names, values, count, "AioLayout.IOCB_SIZE"));
    vm_free(names);
    vm_free(values);
    vm_free(none);
    vm_free(nothing);
}

const struct row abi_rows[] = {
    {"NativeAbi.describe([Ljava/lang/String;[J)I", drive_describe},
    {NULL, NULL},
};
