/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include "drive.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define MILLIS 1000000L

typedef jint (*create_function)(STATIC_PARAMETERS);
typedef jint (*write_function)(STATIC_PARAMETERS, jint);
typedef jlong (*read_function)(STATIC_PARAMETERS, jint);
typedef jint (*await_function)(STATIC_PARAMETERS, jint, jlong);

static void drive_create(void *function) {
    int fd = ((create_function) function)(STATIC_ARGUMENTS);
    EXPECT(fd >= 0);
    EXPECT_EQ(FD_CLOEXEC, fcntl(fd, F_GETFD));
    EXPECT_EQ(O_NONBLOCK, fcntl(fd, F_GETFL) & O_NONBLOCK);
    eventfd_t count;
    EXPECT_EQ(0, eventfd_write(fd, 3));
    EXPECT_EQ(0, eventfd_read(fd, &count));
    EXPECT_EQ(3, count); /* not a semaphore, which would give 1 */
    close(fd);
}

static void drive_write(void *function) {
    write_function add_one = (write_function) function;
    int fd = eventfd(0, EFD_NONBLOCK);
    EXPECT_EQ(0, add_one(STATIC_ARGUMENTS, fd));
    EXPECT_EQ(0, add_one(STATIC_ARGUMENTS, fd));
    eventfd_t count = 0;
    EXPECT_EQ(0, eventfd_read(fd, &count));
    EXPECT_EQ(2, count);
    EXPECT_EQ(0, eventfd_write(fd, UINT64_MAX - 1));
    EXPECT_EQ(-EAGAIN, add_one(STATIC_ARGUMENTS, fd));
    close(fd);
    EXPECT_EQ(-EBADF, add_one(STATIC_ARGUMENTS, -1));
}

static void drive_read(void *function) {
    read_function take = (read_function) function;
    int fd = eventfd(5, EFD_NONBLOCK);
    EXPECT_EQ(5, take(STATIC_ARGUMENTS, fd));
    EXPECT_EQ(-EAGAIN, take(STATIC_ARGUMENTS, fd));
    close(fd);
    EXPECT_EQ(-EBADF, take(STATIC_ARGUMENTS, -1));
}

static volatile sig_atomic_t signals;

static void on_alarm(int number) {
    (void) number;
    signals++;
}

static jlong nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (jlong) now.tv_sec * 1000 * MILLIS + now.tv_nsec;
}

/* Linux stores the time that is left; the emulator qemu-user does so only if no signal came. */
static bool stores_time_left(void) {
    struct timespec wait = {.tv_nsec = 100 * MILLIS};
    return syscall(SYS_ppoll, NULL, 0, &wait, NULL, 0) == 0 || wait.tv_nsec != 100 * MILLIS;
}

/* Signals every 5 ms neither end a wait of 100 ms nor prolong it. */
static void drive_interrupted(await_function await, int fd) {
    struct sigaction action = {.sa_handler = on_alarm}, before;
    struct itimerval often = {{0, 5000}, {0, 5000}}, never = {{0, 0}, {0, 0}};
    jlong begun, took = 100 * MILLIS;
    sigaction(SIGALRM, &action, &before);
    setitimer(ITIMER_REAL, &often, NULL);
    if (stores_time_left()) {
        signals = 0;
        begun = nanos();
        EXPECT_EQ(0, await(STATIC_ARGUMENTS, fd, 100 * MILLIS));
        took = nanos() - begun;
        EXPECT(signals > 1);
    } else {
        skip_rest("time that is left after a signal");
    }
    setitimer(ITIMER_REAL, &never, NULL);
    sigaction(SIGALRM, &before, NULL);
    EXPECT(took >= 100 * MILLIS);
    EXPECT(took < 5000 * MILLIS); /* a bound on a stall: prolonged by every signal it would not end */
}

static void drive_await(void *function) {
    await_function await = (await_function) function;
    int fd = eventfd(0, EFD_NONBLOCK);
    EXPECT_EQ(0, await(STATIC_ARGUMENTS, fd, 0));
    drive_interrupted(await, fd);
    EXPECT_EQ(0, eventfd_write(fd, 1));
    EXPECT_EQ(1, await(STATIC_ARGUMENTS, fd, 0));
    EXPECT_EQ(1, await(STATIC_ARGUMENTS, fd, -1));
    close(fd);
    EXPECT_EQ(-EBADF, await(STATIC_ARGUMENTS, fd, 0));
}

const struct row event_fd_rows[] = {
    {"EventFdNative.create()I", drive_create},
    {"EventFdNative.write(I)I", drive_write},
    {"EventFdNative.read(I)J", drive_read},
    {"EventFdNative.await(IJ)I", drive_await},
    {NULL, NULL},
};
