/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/* Reading, writing and what else is done with an open file. */
#include "drive.h"

#include <fcntl.h>
#include <linux/falloc.h>
#include <linux/stat.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

#define NOWAIT 8 /* RWF_NOWAIT; not every libc names it */
#define APPEND 16

/* In every kernel since 3.15; a libc names them only when asked to. */
#define OFD_GETLK 36
#define OFD_SETLK 37

typedef jlong (*transfer_function)(STATIC_PARAMETERS, jint, jlong, jlong, jlong);
typedef jlong (*vector_function)(STATIC_PARAMETERS, jint, jlong, jint, jlong, jint);
typedef jlong (*cached_function)(STATIC_PARAMETERS, jint, jlong, jlong);
typedef jint (*fd_function)(STATIC_PARAMETERS, jint);
typedef jint (*truncate_function)(STATIC_PARAMETERS, jint, jlong);
typedef jint (*allocate_function)(STATIC_PARAMETERS, jint, jint, jlong, jlong);
typedef jint (*lock_function)(STATIC_PARAMETERS, jint, jint, jlong, jlong);
typedef jint (*statx_function)(STATIC_PARAMETERS, jint, jbyteArray, jint, jint, jlong);
typedef jlong (*type_function)(STATIC_PARAMETERS, jint);
typedef jint (*ioctl_function)(STATIC_PARAMETERS, jint, jint, jlong);

#define ADDRESS(pointer) ((jlong) (intptr_t) (pointer))

static void expect_content(int fd, const char *expected) {
    char content[64] = {0};
    EXPECT_EQ(strlen(expected), pread(fd, content, sizeof(content) - 1, 0));
    EXPECT(strcmp(content, expected) == 0);
}

static void drive_pread(void *function) {
    transfer_function read = (transfer_function) function;
    int fd = temporary_file("0123456789");
    char to[8] = "........";
    EXPECT_EQ(4, read(STATIC_ARGUMENTS, fd, ADDRESS(to), 4, 3));
    EXPECT(memcmp(to, "3456....", 8) == 0);
    EXPECT_EQ(1, read(STATIC_ARGUMENTS, fd, ADDRESS(to), 8, 9));
    EXPECT_EQ(0, read(STATIC_ARGUMENTS, fd, ADDRESS(to), 8, INT64_C(1) << 40));
    EXPECT_EQ(-EINVAL, read(STATIC_ARGUMENTS, fd, ADDRESS(to), 8, -1));
    EXPECT_EQ(-EFAULT, read(STATIC_ARGUMENTS, fd, 8, 8, 0));
    close(fd);
    EXPECT_EQ(-EBADF, read(STATIC_ARGUMENTS, fd, ADDRESS(to), 4, 3));
}

static void drive_preadv2(void *function) {
    vector_function read = (vector_function) function;
    int fd = temporary_file("0123456789");
    char first[2], second[3];
    struct iovec pieces[] = {{first, 2}, {second, 3}};
    if (missing_call(SYS_preadv2)) {
        EXPECT_EQ(-ENOSYS, read(STATIC_ARGUMENTS, fd, ADDRESS(pieces), 2, 1, 0));
    } else {
        EXPECT_EQ(5, read(STATIC_ARGUMENTS, fd, ADDRESS(pieces), 2, 1, 0));
        EXPECT(memcmp(first, "12", 2) == 0 && memcmp(second, "345", 3) == 0);
        jlong count = read(STATIC_ARGUMENTS, fd, ADDRESS(pieces), 2, 2, NOWAIT);
        EXPECT(count == 5 || count == -EOPNOTSUPP || count == -EAGAIN); /* as the file system of this directory can */
        EXPECT_EQ(-EOPNOTSUPP, read(STATIC_ARGUMENTS, fd, ADDRESS(pieces), 2, 1, 1 << 30));
        EXPECT_EQ(0, lseek(fd, 0, SEEK_SET));
        EXPECT_EQ(5, read(STATIC_ARGUMENTS, fd, ADDRESS(pieces), 2, -1, 0)); /* -1: the file's own position */
        EXPECT_EQ(5, lseek(fd, 0, SEEK_CUR));
    }
    close(fd);
}

static void drive_pwritev2(void *function) {
    vector_function write = (vector_function) function;
    int fd = temporary_file("0123456789");
    struct iovec pieces[] = {{"ab", 2}, {"cde", 3}};
    if (missing_call(SYS_pwritev2)) {
        EXPECT_EQ(-ENOSYS, write(STATIC_ARGUMENTS, fd, ADDRESS(pieces), 2, 1, 0));
    } else {
        EXPECT_EQ(5, write(STATIC_ARGUMENTS, fd, ADDRESS(pieces), 2, 1, 0));
        expect_content(fd, "0abcde6789");
        EXPECT_EQ(2, write(STATIC_ARGUMENTS, fd, ADDRESS(pieces), 1, 1, APPEND));
        expect_content(fd, "0abcde6789ab");
        EXPECT_EQ(-EOPNOTSUPP, write(STATIC_ARGUMENTS, fd, ADDRESS(pieces), 2, 1, 1 << 30));
    }
    close(fd);
}

static void drive_pread_nowait(void *function) {
    transfer_function read = (transfer_function) function;
    int fd = temporary_file("0123456789");
    char to[8] = "........";
    if (missing_call(SYS_preadv2)) {
        EXPECT_EQ(-ENOSYS, read(STATIC_ARGUMENTS, fd, ADDRESS(to), 4, 3));
    } else {
        jlong count = read(STATIC_ARGUMENTS, fd, ADDRESS(to), 4, 3);
        EXPECT(count == 4 || count == -EOPNOTSUPP || count == -EAGAIN); /* as in drive_preadv2 */
        EXPECT(memcmp(to, count == 4 ? "3456...." : "........", 8) == 0);
        EXPECT_EQ(-EINVAL, read(STATIC_ARGUMENTS, fd, ADDRESS(to), 4, -2));
    }
    close(fd);
    EXPECT(read(STATIC_ARGUMENTS, fd, ADDRESS(to), 4, 3) < 0);
}

static void drive_cached_pages(void *function) {
    cached_function cached = (cached_function) function;
    int fd = temporary_file("0123456789");
    jlong pages = cached(STATIC_ARGUMENTS, fd, 0, 4096);
    EXPECT(pages == 1 || pages == -ENOSYS); /* Linux 6.5: nothing that every machine of these tests has */
    if (pages == 1) {
        EXPECT_EQ(0, cached(STATIC_ARGUMENTS, fd, INT64_C(1) << 32, 4096)); /* all of the offset arrives */
        EXPECT_EQ(-EBADF, cached(STATIC_ARGUMENTS, -1, 0, 4096));
    }
    close(fd);
}

/* fsync and fdatasync: that data is on a disk shows only after a power cut; that the call is made shows on a pipe. */
static void drive_sync(void *function) {
    fd_function sync = (fd_function) function;
    int fd = temporary_file("0123456789");
    EXPECT_EQ(0, sync(STATIC_ARGUMENTS, fd));
    close(fd);
    EXPECT_EQ(-EBADF, sync(STATIC_ARGUMENTS, fd));
    int pair[2];
    NEED(pipe(pair) == 0);
    EXPECT_EQ(-EINVAL, sync(STATIC_ARGUMENTS, pair[0]));
    close(pair[0]);
    close(pair[1]);
}

static void drive_ftruncate(void *function) {
    truncate_function cut = (truncate_function) function;
    int fd = temporary_file("0123456789");
    EXPECT_EQ(0, cut(STATIC_ARGUMENTS, fd, 4));
    expect_content(fd, "0123");
    EXPECT_EQ(0, cut(STATIC_ARGUMENTS, fd, (INT64_C(1) << 32) + 3));
    EXPECT_EQ((INT64_C(1) << 32) + 3, lseek(fd, 0, SEEK_END));
    EXPECT_EQ(-EINVAL, cut(STATIC_ARGUMENTS, fd, -1));
    close(fd);
    EXPECT_EQ(-EBADF, cut(STATIC_ARGUMENTS, fd, 0));
}

static void drive_fallocate(void *function) {
    allocate_function allocate = (allocate_function) function;
    int fd = temporary_file("0123456789");
    EXPECT_EQ(0, allocate(STATIC_ARGUMENTS, fd, 0, 100, 5000));
    EXPECT_EQ(5100, lseek(fd, 0, SEEK_END));
    EXPECT_EQ(0, allocate(STATIC_ARGUMENTS, fd, FALLOC_FL_KEEP_SIZE, 8000, 1000));
    EXPECT_EQ(5100, lseek(fd, 0, SEEK_END));
    EXPECT_EQ(0, allocate(STATIC_ARGUMENTS, fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 2, 3));
    char content[10];
    EXPECT_EQ(10, pread(fd, content, 10, 0));
    EXPECT(memcmp(content, "01\0\0\0" "56789", 10) == 0);
    EXPECT_EQ(-EINVAL, allocate(STATIC_ARGUMENTS, fd, 0, 0, 0));
    close(fd);
    EXPECT_EQ(-EBADF, allocate(STATIC_ARGUMENTS, fd, 0, 0, 1));
}

static void drive_statx(void *function) {
    statx_function stat = (statx_function) function;
    char path[64];
    int fd = named_file(path, sizeof(path));
    NEED(write(fd, "0123456789", 10) == 10);
    jbyteArray bytes = path_bytes(path), empty = path_bytes("");
    struct statx *result = malloc(sizeof(*result)); /* of this size and no more, for AddressSanitizer */
    memset(result, 0xff, sizeof(*result));
    EXPECT_EQ(0, stat(STATIC_ARGUMENTS, AT_FDCWD, bytes, 0, STATX_BASIC_STATS, ADDRESS(result)));
    EXPECT_EQ(10, result->stx_size);
    EXPECT_EQ(0100600, result->stx_mode);
    EXPECT_EQ(1, result->stx_nlink);
    EXPECT_EQ(getuid(), result->stx_uid);
    EXPECT_EQ(STATX_BASIC_STATS, result->stx_mask & STATX_BASIC_STATS);
    EXPECT_EQ(0, unlink(path));
    EXPECT_EQ(-ENOENT, stat(STATIC_ARGUMENTS, AT_FDCWD, bytes, 0, STATX_BASIC_STATS, ADDRESS(result)));
    EXPECT_EQ(0, stat(STATIC_ARGUMENTS, fd, empty, AT_EMPTY_PATH, STATX_BASIC_STATS, ADDRESS(result)));
    EXPECT_EQ(0, result->stx_nlink);
    EXPECT_EQ(-EFAULT, stat(STATIC_ARGUMENTS, fd, NULL, AT_EMPTY_PATH, STATX_BASIC_STATS, ADDRESS(result)));
    close(fd);
    free(result);
    vm_free(bytes);
    vm_free(empty);
}

static void drive_file_system_type(void *function) {
    type_function type = (type_function) function;
    struct statfs expected;
    int fd = temporary_file("");
    NEED(fstatfs(fd, &expected) == 0);
    EXPECT_EQ((unsigned int) expected.f_type, type(STATIC_ARGUMENTS, fd));
    close(fd);
    EXPECT_EQ(-EBADF, type(STATIC_ARGUMENTS, fd));
    fd = open("/proc", O_RDONLY | O_DIRECTORY);
    EXPECT_EQ(0x9fa0, type(STATIC_ARGUMENTS, fd));
    close(fd);
}

static void drive_ioctl(void *function) {
    ioctl_function control = (ioctl_function) function;
    int pair[2], waiting = -1;
    NEED(pipe(pair) == 0);
    NEED(write(pair[1], "12345", 5) == 5);
    EXPECT_EQ(0, control(STATIC_ARGUMENTS, pair[0], FIONREAD, ADDRESS(&waiting)));
    EXPECT_EQ(5, waiting);
    /* With bit 31: BLKGETSIZE64, which a pipe does not know; Linux says so with ENOTTY, qemu-user with ENOSYS. */
    EXPECT_EQ(-1, ioctl(pair[0], 0x80081272UL, &waiting));
    EXPECT_EQ(-errno, control(STATIC_ARGUMENTS, pair[0], (jint) 0x80081272, ADDRESS(&waiting)));
    close(pair[0]);
    close(pair[1]);
    EXPECT_EQ(-EBADF, control(STATIC_ARGUMENTS, pair[0], FIONREAD, ADDRESS(&waiting)));
}

static void drive_lseek_end(void *function) {
    type_function end = (type_function) function;
    int fd = temporary_file("0123456789");
    EXPECT_EQ(0, lseek(fd, 0, SEEK_SET));
    EXPECT_EQ(10, end(STATIC_ARGUMENTS, fd));
    EXPECT_EQ(10, lseek(fd, 0, SEEK_CUR));
    close(fd);
    EXPECT_EQ(-EBADF, end(STATIC_ARGUMENTS, fd));
}

/* Whether another open file would meet a lock of this type, asked of the kernel by the libc. */
static int locked_for(int fd, long long start) {
    struct flock range = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = start, .l_len = 1};
    NEED(fcntl(fd, OFD_GETLK, &range) == 0);
    return range.l_type;
}

static void drive_lock(void *function) {
    lock_function lock = (lock_function) function;
    char path[64];
    int fd = named_file(path, sizeof(path));
    int other = open(path, O_RDWR);
    NEED(other >= 0 && unlink(path) == 0);
    struct flock probe = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
    if (fcntl(fd, OFD_GETLK, &probe) != 0) {
        skip_rest("fcntl(F_OFD_SETLK)"); /* qemu-user */
    } else {
        EXPECT_EQ(0, lock(STATIC_ARGUMENTS, fd, F_WRLCK, 10, 5));
        EXPECT_EQ(F_UNLCK, locked_for(other, 9));
        EXPECT_EQ(F_WRLCK, locked_for(other, 10));
        EXPECT_EQ(F_WRLCK, locked_for(other, 14));
        EXPECT_EQ(F_UNLCK, locked_for(other, 15));
        EXPECT_EQ(-EAGAIN, lock(STATIC_ARGUMENTS, other, F_RDLCK, 14, 1));
        int third = dup(other);
        close(third); /* with F_SETLK this would undo the locks of the process */
        EXPECT_EQ(F_WRLCK, locked_for(other, 10));
        EXPECT_EQ(0, lock(STATIC_ARGUMENTS, fd, F_UNLCK, 0, 0)); /* 0: all that follow */
        EXPECT_EQ(F_UNLCK, locked_for(other, 10));
        EXPECT_EQ(0, lock(STATIC_ARGUMENTS, fd, F_RDLCK, INT64_C(1) << 40, 1)); /* all of the offset arrives */
        EXPECT_EQ(F_RDLCK, locked_for(other, INT64_C(1) << 40));
        EXPECT_EQ(F_UNLCK, locked_for(other, 0));
        EXPECT_EQ(0, lock(STATIC_ARGUMENTS, other, F_RDLCK, 0, 0)); /* shared */
        EXPECT_EQ(-EINVAL, lock(STATIC_ARGUMENTS, fd, F_RDLCK, -1, 1));
        EXPECT_EQ(-EINVAL, lock(STATIC_ARGUMENTS, fd, 99, 0, 1));
    }
    close(other);
    close(fd);
    EXPECT_EQ(-EBADF, lock(STATIC_ARGUMENTS, fd, F_RDLCK, 0, 1));
}

const struct row file_rows[] = {
    {"PosixFileNative.pread(IJJJ)J", drive_pread},
    {"PosixFileNative.preadv2(IJIJI)J", drive_preadv2},
    {"PosixFileNative.preadNowait(IJJJ)J", drive_pread_nowait},
    {"PosixFileNative.cachedPages(IJJ)J", drive_cached_pages},
    {"PosixFileNative.pwritev2(IJIJI)J", drive_pwritev2},
    {"PosixFileNative.fsync(I)I", drive_sync},
    {"PosixFileNative.fdatasync(I)I", drive_sync},
    {"PosixFileNative.ftruncate(IJ)I", drive_ftruncate},
    {"PosixFileNative.fallocate(IIJJ)I", drive_fallocate},
    {"PosixFileNative.statx(I[BIIJ)I", drive_statx},
    {"PosixFileNative.fileSystemType(I)J", drive_file_system_type},
    {"PosixFileNative.ioctl(IIJ)I", drive_ioctl},
    {"PosixFileNative.lseekEnd(I)J", drive_lseek_end},
    {"PosixFileNative.lock(IIJJ)I", drive_lock},
    {NULL, NULL},
};
