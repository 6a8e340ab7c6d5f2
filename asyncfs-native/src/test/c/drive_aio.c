/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include "drive.h"

#include <linux/aio_abi.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ADDRESS(pointer) ((jlong) (intptr_t) (pointer))

typedef jlong (*setup_function)(STATIC_PARAMETERS, jint);
typedef jint (*destroy_function)(STATIC_PARAMETERS, jlong);
typedef jint (*submit_function)(STATIC_PARAMETERS, jlong, jlong, jint);
typedef jint (*events_function)(STATIC_PARAMETERS, jlong, jlong, jint);

static aio_context_t new_context(void) {
    aio_context_t context = 0;
    NEED(syscall(SYS_io_setup, 8, &context) == 0);
    return context;
}

static struct iocb read_of(int file, void *to, uint64_t length, int64_t offset, int bell) {
    return (struct iocb) {
        .aio_lio_opcode = IOCB_CMD_PREAD,
        .aio_fildes = (uint32_t) file,
        .aio_buf = (uint64_t) (intptr_t) to,
        .aio_nbytes = length,
        .aio_offset = offset,
        .aio_data = 0x1234567890,
        .aio_flags = IOCB_FLAG_RESFD,
        .aio_resfd = (uint32_t) bell,
    };
}

static void wait_for(int bell) {
    struct pollfd poll_bell = {.fd = bell, .events = POLLIN};
    NEED(poll(&poll_bell, 1, 10000) == 1);
}

static void drive_setup(void *function) {
    setup_function setup = (setup_function) function;
    if (missing_call(SYS_io_setup)) {
        EXPECT_EQ(-ENOSYS, setup(STATIC_ARGUMENTS, 8));
        return;
    }
    jlong context = setup(STATIC_ARGUMENTS, 8);
    EXPECT(context > 0);
    /* The completion ring that AioLayout describes: magic at 16, length of the header at 28. */
    EXPECT_EQ(0xa10a10a1, ((uint32_t *) (intptr_t) context)[4]);
    EXPECT_EQ(32, ((uint32_t *) (intptr_t) context)[7]);
    EXPECT_EQ(0, syscall(SYS_io_destroy, context));
    EXPECT_EQ(-EINVAL, setup(STATIC_ARGUMENTS, 0));
}

static void drive_destroy(void *function) {
    destroy_function destroy = (destroy_function) function;
    if (missing_call(SYS_io_destroy)) {
        EXPECT_EQ(-ENOSYS, destroy(STATIC_ARGUMENTS, 0));
        return;
    }
    aio_context_t context = new_context();
    EXPECT_EQ(0, destroy(STATIC_ARGUMENTS, (jlong) context));
    EXPECT_EQ(-EINVAL, destroy(STATIC_ARGUMENTS, (jlong) context));
}

static void drive_submit(void *function) {
    submit_function submit = (submit_function) function;
    if (missing_call(SYS_io_submit)) {
        EXPECT_EQ(-ENOSYS, submit(STATIC_ARGUMENTS, 0, 0, 0));
        return;
    }
    aio_context_t context = new_context();
    int file = temporary_file("0123456789"), bell = eventfd(0, EFD_NONBLOCK);
    char to[4], other[4];
    struct iocb first = read_of(file, to, 4, 3, bell), second = read_of(file, other, 4, 8, bell);
    struct iocb *both[] = {&first, &second};
    struct io_event events[2];
    EXPECT_EQ(2, submit(STATIC_ARGUMENTS, (jlong) context, ADDRESS(both), 2));
    EXPECT_EQ(2, syscall(SYS_io_getevents, context, 2, 2, events, NULL));
    EXPECT_EQ(4 + 2, events[0].res + events[1].res);
    EXPECT(memcmp(to, "3456", 4) == 0 && memcmp(other, "89", 2) == 0);
    eventfd_t rings = 0;
    EXPECT_EQ(0, eventfd_read(bell, &rings));
    EXPECT_EQ(2, rings);
    first.aio_fildes = (uint32_t) -1;
    EXPECT_EQ(-EBADF, submit(STATIC_ARGUMENTS, (jlong) context, ADDRESS(both), 2));
    EXPECT_EQ(-EINVAL, submit(STATIC_ARGUMENTS, 0, ADDRESS(both), 2));
    syscall(SYS_io_destroy, context);
    close(file);
    close(bell);
}

static void drive_get_events(void *function) {
    events_function get_events = (events_function) function;
    if (missing_call(SYS_io_getevents)) {
        EXPECT_EQ(-ENOSYS, get_events(STATIC_ARGUMENTS, 0, 0, 0));
        return;
    }
    aio_context_t context = new_context();
    int file = temporary_file("0123456789"), bell = eventfd(0, EFD_NONBLOCK);
    char to[4];
    struct iocb request = read_of(file, to, 4, 3, bell), *requests[] = {&request, &request, &request};
    struct io_event *events = calloc(2, sizeof(*events)); /* of this size and no more, for AddressSanitizer */
    EXPECT_EQ(0, get_events(STATIC_ARGUMENTS, (jlong) context, ADDRESS(events), 2)); /* does not wait */
    for (int i = 0; i < 3; i++) {
        NEED(syscall(SYS_io_submit, context, 1, requests) == 1);
        wait_for(bell);
        eventfd_t rings;
        NEED(eventfd_read(bell, &rings) == 0);
    }
    EXPECT_EQ(2, get_events(STATIC_ARGUMENTS, (jlong) context, ADDRESS(events), 2));
    EXPECT_EQ(0x1234567890, events[1].data);
    EXPECT_EQ(4, events[1].res);
    EXPECT_EQ(ADDRESS(&request), events[1].obj);
    EXPECT_EQ(1, get_events(STATIC_ARGUMENTS, (jlong) context, ADDRESS(events), 2));
    EXPECT_EQ(0, get_events(STATIC_ARGUMENTS, (jlong) context, ADDRESS(events), 2));
    syscall(SYS_io_destroy, context);
    EXPECT_EQ(-EINVAL, get_events(STATIC_ARGUMENTS, (jlong) context, ADDRESS(events), 2));
    free(events);
    close(file);
    close(bell);
}

const struct row aio_rows[] = {
    {"AioNative.setup(I)J", drive_setup},
    {"AioNative.destroy(J)I", drive_destroy},
    {"AioNative.submit(JJI)I", drive_submit},
    {"AioNative.getEvents(JJI)I", drive_get_events},
    {NULL, NULL},
};
