/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include "drive.h"

#include <fcntl.h>
#include <linux/io_uring.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ENTRIES 8
#define ADDRESS(pointer) ((jlong) (intptr_t) (pointer))

typedef jint (*setup_function)(STATIC_PARAMETERS, jint, jlong);
typedef jint (*enter_function)(STATIC_PARAMETERS, jint, jint, jint, jint, jlong, jlong);
typedef jint (*register_function)(STATIC_PARAMETERS, jint, jint, jlong, jint);
typedef jlong (*map_function)(STATIC_PARAMETERS, jint, jlong, jlong);
typedef jint (*memory_function)(STATIC_PARAMETERS, jlong, jlong);

struct ring {
    int fd;
    struct io_uring_params params;
    char *words; /* both rings: IORING_FEAT_SINGLE_MMAP */
    size_t words_size;
    struct io_uring_sqe *entries;
};

static struct ring new_ring(void) {
    struct ring ring = {0};
    ring.fd = (int) syscall(SYS_io_uring_setup, ENTRIES, &ring.params);
    NEED(ring.fd >= 0 && (ring.params.features & IORING_FEAT_SINGLE_MMAP) != 0);
    ring.words_size = ring.params.cq_off.cqes + ring.params.cq_entries * sizeof(struct io_uring_cqe);
    size_t with_array = ring.params.sq_off.array + ring.params.sq_entries * sizeof(uint32_t);
    ring.words_size = with_array > ring.words_size ? with_array : ring.words_size;
    ring.words = mmap(NULL, ring.words_size, PROT_READ | PROT_WRITE, MAP_SHARED, ring.fd, IORING_OFF_SQ_RING);
    size_t entries_size = ring.params.sq_entries * sizeof(struct io_uring_sqe);
    ring.entries = mmap(NULL, entries_size, PROT_READ | PROT_WRITE, MAP_SHARED, ring.fd, IORING_OFF_SQES);
    NEED(ring.words != MAP_FAILED && (void *) ring.entries != MAP_FAILED);
    return ring;
}

static void close_ring(struct ring *ring) {
    munmap(ring->words, ring->words_size);
    munmap(ring->entries, ring->params.sq_entries * sizeof(struct io_uring_sqe));
    close(ring->fd);
}

static _Atomic uint32_t *word(struct ring *ring, uint32_t offset) {
    return (_Atomic uint32_t *) (void *) (ring->words + offset);
}

/* The next entry; what is in it when io_uring_enter is called is submitted. */
static struct io_uring_sqe *offer(struct ring *ring, int opcode, uint64_t token) {
    uint32_t tail = *word(ring, ring->params.sq_off.tail);
    uint32_t index = tail & *word(ring, ring->params.sq_off.ring_mask);
    struct io_uring_sqe *entry = &ring->entries[index];
    *entry = (struct io_uring_sqe) {.opcode = (uint8_t) opcode, .user_data = token, .fd = -1};
    *word(ring, ring->params.sq_off.array + index * 4) = index;
    *word(ring, ring->params.sq_off.tail) = tail + 1;
    return entry;
}

/* The result of the next completion, which must be there and have this token. */
static int32_t reap(struct ring *ring, uint64_t token) {
    uint32_t head = *word(ring, ring->params.cq_off.head);
    NEED(head != *word(ring, ring->params.cq_off.tail));
    uint32_t index = head & *word(ring, ring->params.cq_off.ring_mask);
    struct io_uring_cqe completion = ((struct io_uring_cqe *) (void *) (ring->words + ring->params.cq_off.cqes))[index];
    *word(ring, ring->params.cq_off.head) = head + 1;
    EXPECT_EQ(token, completion.user_data);
    return completion.res;
}

static void drive_setup(void *function) {
    setup_function setup = (setup_function) function;
    struct io_uring_params *params = calloc(1, sizeof(*params));
    if (missing_call(SYS_io_uring_setup)) {
        EXPECT_EQ(-ENOSYS, setup(STATIC_ARGUMENTS, ENTRIES, ADDRESS(params)));
    } else {
        int fd = setup(STATIC_ARGUMENTS, ENTRIES, ADDRESS(params));
        EXPECT(fd >= 0);
        EXPECT_EQ(ENTRIES, params->sq_entries);
        EXPECT(params->cq_entries >= ENTRIES);
        EXPECT_EQ(FD_CLOEXEC, fcntl(fd, F_GETFD));
        close(fd);
        EXPECT_EQ(-EINVAL, setup(STATIC_ARGUMENTS, 0, ADDRESS(params)));
        EXPECT_EQ(-EFAULT, setup(STATIC_ARGUMENTS, ENTRIES, 8));
    }
    free(params);
}

static void drive_enter(void *function) {
    enter_function enter = (enter_function) function;
    if (missing_call(SYS_io_uring_enter)) {
        EXPECT_EQ(-ENOSYS, enter(STATIC_ARGUMENTS, -1, 0, 0, 0, 0, 0));
        return;
    }
    struct ring ring = new_ring();
    offer(&ring, IORING_OP_NOP, 1);
    EXPECT_EQ(1, enter(STATIC_ARGUMENTS, ring.fd, 1, 1, IORING_ENTER_GETEVENTS, 0, 0));
    EXPECT_EQ(0, reap(&ring, 1));

    int file = temporary_file("0123456789");
    char to[4];
    struct io_uring_sqe *entry = offer(&ring, IORING_OP_READ, UINT64_MAX - 5);
    entry->fd = file;
    entry->off = 3;
    entry->addr = (uint64_t) (intptr_t) to;
    entry->len = sizeof(to);
    EXPECT_EQ(1, enter(STATIC_ARGUMENTS, ring.fd, 1, 1, IORING_ENTER_GETEVENTS, 0, 0));
    EXPECT_EQ(4, reap(&ring, UINT64_MAX - 5));
    EXPECT(memcmp(to, "3456", 4) == 0);
    close(file);

    /* The sixth argument arrives: without it there is no timeout. */
    struct __kernel_timespec timeout = {.tv_nsec = 1000000};
    struct io_uring_getevents_arg argument = {.ts = (uint64_t) (intptr_t) &timeout};
    unsigned flags = IORING_ENTER_GETEVENTS | IORING_ENTER_EXT_ARG;
    EXPECT_EQ(-ETIME, enter(STATIC_ARGUMENTS, ring.fd, 0, 1, (jint) flags, ADDRESS(&argument), sizeof(argument)));
    EXPECT_EQ(-EINVAL, enter(STATIC_ARGUMENTS, ring.fd, 0, 1, (jint) flags, ADDRESS(&argument), 1));
    close_ring(&ring);
    EXPECT_EQ(-EBADF, enter(STATIC_ARGUMENTS, ring.fd, 0, 0, 0, 0, 0));
}

static void drive_register(void *function) {
    register_function do_register = (register_function) function;
    if (missing_call(SYS_io_uring_register)) {
        EXPECT_EQ(-ENOSYS, do_register(STATIC_ARGUMENTS, -1, 0, 0, 0));
        return;
    }
    struct ring ring = new_ring();
    int bell = eventfd(0, EFD_NONBLOCK);
    EXPECT_EQ(0, do_register(STATIC_ARGUMENTS, ring.fd, IORING_REGISTER_EVENTFD, ADDRESS(&bell), 1));
    offer(&ring, IORING_OP_NOP, 7);
    EXPECT_EQ(1, syscall(SYS_io_uring_enter, ring.fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0));
    eventfd_t rings = 0;
    EXPECT_EQ(0, eventfd_read(bell, &rings));
    EXPECT_EQ(1, rings);
    close(bell);

    struct io_uring_probe *probe = calloc(1, sizeof(*probe) + 64 * sizeof(struct io_uring_probe_op));
    EXPECT_EQ(0, do_register(STATIC_ARGUMENTS, ring.fd, IORING_REGISTER_PROBE, ADDRESS(probe), 64));
    EXPECT(probe->last_op >= IORING_OP_READ);
    EXPECT_EQ(IO_URING_OP_SUPPORTED, probe->ops[IORING_OP_READ].flags);
    free(probe);
    close_ring(&ring);
    EXPECT_EQ(-EBADF, do_register(STATIC_ARGUMENTS, ring.fd, IORING_REGISTER_PROBE, 0, 0));
}

/* A ring's memory where there are rings, and a file's, which the same call maps. */
static void drive_mmap(void *function) {
    map_function map = (map_function) function;
    int file = temporary_file("0123456789");
    char *memory = (char *) (intptr_t) map(STATIC_ARGUMENTS, file, 4096, 0);
    EXPECT(memcmp(memory, "0123456789", 10) == 0);
    memory[0] = 'x';
    char first;
    EXPECT_EQ(1, pread(file, &first, 1, 0));
    EXPECT_EQ('x', first); /* shared */
    EXPECT_EQ(0, munmap(memory, 4096));
    close(file);
    EXPECT_EQ(-EBADF, map(STATIC_ARGUMENTS, file, 4096, 0));
    if (missing_call(SYS_io_uring_setup)) {
        return;
    }
    struct ring ring = new_ring();
    jlong entries = map(STATIC_ARGUMENTS, ring.fd, ENTRIES * 64, IORING_OFF_SQES);
    EXPECT(entries > 0);
    ring.entries[3].user_data = 0x1234567890;
    EXPECT_EQ(0x1234567890, ((struct io_uring_sqe *) (intptr_t) entries)[3].user_data);
    munmap((void *) (intptr_t) entries, ENTRIES * 64);
    close_ring(&ring);
}

static void *pages(void) {
    void *memory = mmap(NULL, 1 << 16, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    NEED(memory != MAP_FAILED);
    return memory;
}

/* "dc" among the flags of the mapping in smaps (proc(5)): do not copy on fork. */
static bool has_dont_copy(const void *memory) {
    FILE *maps = fopen("/proc/self/smaps", "r");
    char line[512], start[32];
    bool here = false, found = false;
    NEED(maps != NULL);
    snprintf(start, sizeof(start), "%lx-", (unsigned long) (intptr_t) memory);
    while (fgets(line, sizeof(line), maps) != NULL) {
        here = here || strncmp(line, start, strlen(start)) == 0;
        if (here && strncmp(line, "VmFlags:", 8) == 0) {
            found = strstr(line, " dc") != NULL;
            break;
        }
    }
    fclose(maps);
    return found;
}

static void drive_dont_fork(void *function) {
    memory_function dont_fork = (memory_function) function;
    void *memory = pages(), *witness = pages();
    EXPECT(!has_dont_copy(memory));
    NEED(madvise(witness, 1 << 16, MADV_DONTFORK) == 0);
    bool works = has_dont_copy(witness);
    munmap(witness, 1 << 16);
    if (!works) {
        skip_rest("MADV_DONTFORK"); /* qemu-user answers 0 and does nothing, whatever the address */
        EXPECT_EQ(0, dont_fork(STATIC_ARGUMENTS, ADDRESS(memory), 1 << 16));
        munmap(memory, 1 << 16);
        return;
    }
    EXPECT_EQ(0, dont_fork(STATIC_ARGUMENTS, ADDRESS(memory), 1 << 16));
    EXPECT(has_dont_copy(memory));
    EXPECT_EQ(-EINVAL, dont_fork(STATIC_ARGUMENTS, ADDRESS(memory) + 1, 1 << 16));
    munmap(memory, 1 << 16);
    EXPECT_EQ(-ENOMEM, dont_fork(STATIC_ARGUMENTS, ADDRESS(memory), 1 << 16));
}

const struct row uring_rows[] = {
    {"UringNative.setup(IJ)I", drive_setup},
    {"UringNative.enter(IIIIJJ)I", drive_enter},
    {"UringNative.register(IIJI)I", drive_register},
    {"UringNative.mmap(IJJ)J", drive_mmap},
    {"UringNative.dontFork(JJ)I", drive_dont_fork},
    {NULL, NULL},
};
