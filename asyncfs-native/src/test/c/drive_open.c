/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/* Opening, closing and the flags of descriptors. */
#include "drive.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef jint (*open_function)(STATIC_PARAMETERS, jint, jbyteArray, jint, jint);
typedef jint (*fd_function)(STATIC_PARAMETERS, jint);

static jint open_path(open_function open, int dirfd, const char *path, int flags, int mode) {
    jbyteArray bytes = path_bytes(path);
    jint result = open(STATIC_ARGUMENTS, dirfd, bytes, flags, mode);
    vm_free(bytes);
    return result;
}

static jint open_bytes(open_function open, const char *bytes, jint length) {
    jbyteArray path = vm_bytes(bytes, length);
    jint result = open(STATIC_ARGUMENTS, AT_FDCWD, path, O_RDONLY, 0);
    vm_free(path);
    return result;
}

/* What PosixFileNative says about paths, the same for every call that takes one. */
static void drive_paths(open_function open) {
    char path[PATH_MAX + 1];
    memset(path, '/', sizeof(path)); /* however many there are: the root */
    path[PATH_MAX - 1] = '\0';
    int fd = open_bytes(open, path, PATH_MAX);
    if (fd >= 0) {
        close(fd);
    } else {
        EXPECT_EQ(-EXDEV, fd); /* openBeneath */
    }
    path[PATH_MAX - 1] = '/';
    path[PATH_MAX] = '\0';
    EXPECT_EQ(-ENAMETOOLONG, open_bytes(open, path, PATH_MAX + 1));
    EXPECT_EQ(-EINVAL, open_bytes(open, path, PATH_MAX));
    EXPECT_EQ(-EINVAL, open_bytes(open, "a\0b", 4));
    EXPECT_EQ(-EINVAL, open_bytes(open, "a", 1));
    EXPECT_EQ(-EINVAL, open_bytes(open, "", 0));
    EXPECT_EQ(-ENOENT, open_bytes(open, "", 1));
    EXPECT_EQ(-EFAULT, open(STATIC_ARGUMENTS, AT_FDCWD, NULL, O_RDONLY, 0));
}

static void drive_open(void *function) {
    open_function open = (open_function) function;
    char path[64];
    close(named_file(path, sizeof(path)));
    EXPECT_EQ(0, unlink(path));
    EXPECT_EQ(-ENOENT, open_path(open, AT_FDCWD, path, O_RDWR, 0));
    mode_t mask = umask(0);
    int fd = open_path(open, AT_FDCWD, path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    umask(mask);
    EXPECT(fd >= 0);
    struct stat status;
    EXPECT_EQ(0, stat(path, &status));
    EXPECT_EQ(0640, status.st_mode & 07777);
    EXPECT_EQ(FD_CLOEXEC, fcntl(fd, F_GETFD));
    EXPECT_EQ(O_RDWR, fcntl(fd, F_GETFL) & O_ACCMODE);
    close(fd);
    EXPECT_EQ(-EEXIST, open_path(open, AT_FDCWD, path, O_RDWR | O_CREAT | O_EXCL, 0640));
    EXPECT_EQ(-ENOTDIR, open_path(open, AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0)); /* differs between CPUs */
    EXPECT_EQ(0, unlink(path));
    drive_paths(open);
}

static void drive_open_beneath(void *function) {
    open_function open = (open_function) function;
    if (missing_call(SYS_openat2)) {
        EXPECT_EQ(-ENOSYS, open_path(open, AT_FDCWD, "x", O_RDONLY, 0));
        return;
    }
    char path[64];
    close(named_file(path, sizeof(path)));
    int here = open_path(open, AT_FDCWD, ".", O_RDONLY | O_DIRECTORY, 0);
    EXPECT(here >= 0);
    int fd = open_path(open, here, path, O_RDONLY | O_CLOEXEC, 0);
    EXPECT(fd >= 0);
    EXPECT_EQ(FD_CLOEXEC, fcntl(fd, F_GETFD));
    close(fd);
    EXPECT_EQ(-EINVAL, open_path(open, here, path, O_RDONLY, 0600)); /* a mode without O_CREAT */
    EXPECT_EQ(-EXDEV, open_path(open, here, "..", O_RDONLY, 0));
    EXPECT_EQ(-EXDEV, open_path(open, here, "/", O_RDONLY, 0));
    EXPECT_EQ(0, unlink(path));
    EXPECT_EQ(0, symlink("/etc", path));
    EXPECT_EQ(-EXDEV, open_path(open, here, path, O_RDONLY, 0));
    EXPECT_EQ(0, unlink(path));
    close(here);
    drive_paths(open);
}

static void drive_close(void *function) {
    fd_function close_fd = (fd_function) function;
    int fd = temporary_file("");
    EXPECT_EQ(0, close_fd(STATIC_ARGUMENTS, fd));
    EXPECT_EQ(-1, fcntl(fd, F_GETFD));
    EXPECT_EQ(-EBADF, close_fd(STATIC_ARGUMENTS, fd));
}

static void drive_clear_nonblock(void *function) {
    fd_function clear = (fd_function) function;
    int fd = temporary_file("");
    fcntl(fd, F_SETFL, O_NONBLOCK | O_APPEND);
    EXPECT_EQ(0, clear(STATIC_ARGUMENTS, fd));
    EXPECT_EQ(O_APPEND, fcntl(fd, F_GETFL) & (O_NONBLOCK | O_APPEND)); /* the others stay */
    close(fd);
    EXPECT_EQ(-EBADF, clear(STATIC_ARGUMENTS, fd));
}

static void drive_set_direct(void *function) {
    fd_function set = (fd_function) function;
    int fd = temporary_file("");
    bool has_direct = fcntl(fd, F_SETFL, O_DIRECT) == 0;
    fcntl(fd, F_SETFL, O_APPEND);
    EXPECT_EQ(has_direct ? 0 : -EINVAL, set(STATIC_ARGUMENTS, fd));
    EXPECT_EQ(has_direct ? O_DIRECT | O_APPEND : O_APPEND, fcntl(fd, F_GETFL) & (O_DIRECT | O_APPEND));
    close(fd);
    EXPECT_EQ(-EBADF, set(STATIC_ARGUMENTS, fd));
    int pair[2];
    NEED(pipe(pair) == 0); /* has O_DIRECT on every file system: packets, see pipe(2) */
    EXPECT_EQ(0, set(STATIC_ARGUMENTS, pair[1]));
    EXPECT_EQ(O_DIRECT, fcntl(pair[1], F_GETFL) & O_DIRECT);
    close(pair[0]);
    close(pair[1]);
}

static void drive_clear_direct(void *function) {
    fd_function clear = (fd_function) function;
    int pair[2];
    NEED(pipe(pair) == 0);
    NEED(fcntl(pair[1], F_SETFL, O_DIRECT | O_NONBLOCK) == 0);
    EXPECT_EQ(0, clear(STATIC_ARGUMENTS, pair[1]));
    EXPECT_EQ(O_NONBLOCK, fcntl(pair[1], F_GETFL) & (O_DIRECT | O_NONBLOCK));
    close(pair[0]);
    close(pair[1]);
    EXPECT_EQ(-EBADF, clear(STATIC_ARGUMENTS, pair[1]));
}

const struct row open_rows[] = {
    {"PosixFileNative.open(I[BII)I", drive_open},
    {"PosixFileNative.openBeneath(I[BII)I", drive_open_beneath},
    {"PosixFileNative.close(I)I", drive_close},
    {"PosixFileNative.clearNonblock(I)I", drive_clear_nonblock},
    {"PosixFileNative.setDirect(I)I", drive_set_direct},
    {"PosixFileNative.clearDirect(I)I", drive_clear_direct},
    {NULL, NULL},
};
