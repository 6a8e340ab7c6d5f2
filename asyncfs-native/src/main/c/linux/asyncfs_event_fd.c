/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include <linux/fcntl.h>
#include <linux/poll.h>
#include <linux/time_types.h>

#include "asyncfs_event_fd.h"

#include "asyncfs_syscall.h"

#define NANOS_PER_SECOND 1000000000L

static jint create(ASYNCFS_STATIC) {
    /* EFD_CLOEXEC and EFD_NONBLOCK are defined as these two (eventfd(2)); the kernel headers have no names for them. */
    return (jint) asyncfs_syscall2(__NR_eventfd2, 0, O_CLOEXEC | O_NONBLOCK);
}

static jint add_one(ASYNCFS_STATIC, jint fd) {
    const unsigned long long one = 1;
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall3(__NR_write, fd, &one, sizeof(one)));
    return result < 0 ? (jint) result : 0;
}

static jlong take(ASYNCFS_STATIC, jint fd) {
    unsigned long long count = 0;
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall3(__NR_read, fd, &count, sizeof(count)));
    return result < 0 ? result : (jlong) count;
}

/*
 * The raw ppoll writes the time that is left back into the timespec, also when a signal ends it ("C library/kernel
 * differences" in poll(2)), so repeating it does not prolong the wait.
 */
static jint await(ASYNCFS_STATIC, jint fd, jlong timeout_nanos) {
    struct pollfd poll = {.fd = fd, .events = POLLIN};
    struct __kernel_timespec timeout = {
        .tv_sec = timeout_nanos / NANOS_PER_SECOND,
        .tv_nsec = timeout_nanos % NANOS_PER_SECOND,
    };
    long result;
    ASYNCFS_RETRY_EINTR(
        result, asyncfs_syscall5(__NR_ppoll, &poll, 1, timeout_nanos < 0 ? NULL : &timeout, NULL, 0));
    if (result > 0 && (poll.revents & POLLNVAL) != 0) {
        return -EBADF;
    }
    return (jint) result;
}

static const JNINativeMethod methods[] = {
    {"create", "()I", (void *) create},
    {"write", "(I)I", (void *) add_one},
    {"read", "(I)J", (void *) take},
    {"await", "(IJ)I", (void *) await},
};

const struct asyncfs_natives asyncfs_event_fd_natives = {
    "io/asyncfs/jni/EventFdNative", methods, ASYNCFS_COUNT(methods),
};
