/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/limits.h>
#include <linux/openat2.h>
#include <linux/uio.h>
#include <asm/statfs.h>

#include "asyncfs_posix_file.h"

#include "asyncfs_syscall.h"

/*
 * Copies a path out of the Java heap, because the call that takes it may block and the collector must be free to move
 * the array meanwhile. A path with a NUL before its end would silently name another file, so it is refused.
 */
static jint copy_path(JNIEnv *env, jbyteArray path, char to[PATH_MAX]) {
    if (path == NULL) {
        return -EFAULT;
    }
    jint length = (*env)->GetArrayLength(env, path);
    if (length > PATH_MAX) {
        return -ENAMETOOLONG;
    }
    if (length == 0) {
        return -EINVAL;
    }
    (*env)->GetByteArrayRegion(env, path, 0, length, (jbyte *) to);
    jint end = 0;
    while (end < length && to[end] != '\0') {
        end++;
    }
    return end == length - 1 ? 0 : -EINVAL;
}

static jint open_at(ASYNCFS_STATIC, jint dirfd, jbyteArray path, jint flags, jint mode) {
    char copy[PATH_MAX];
    long result = copy_path(env, path, copy);
    if (result == 0) {
        ASYNCFS_RETRY_EINTR(result, asyncfs_syscall4(__NR_openat, dirfd, copy, flags, mode));
    }
    return (jint) result;
}

static jint open_beneath(ASYNCFS_STATIC, jint dirfd, jbyteArray path, jint flags, jint mode) {
    char copy[PATH_MAX];
    /* Through unsigned int: a flag in bit 31 must not be sign-extended into the 64-bit field, which EINVAL answers. */
    struct open_how how = {
        .flags = (unsigned int) flags,
        .mode = (unsigned int) mode,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
    };
    long result = copy_path(env, path, copy);
    if (result == 0) {
        ASYNCFS_RETRY_EINTR(result, asyncfs_syscall4(__NR_openat2, dirfd, copy, &how, sizeof(how)));
    }
    return (jint) result;
}

/* Never repeated: Linux has released the descriptor even when it answers EINTR (close(2)), and it may be in new use. */
static jint close_fd(ASYNCFS_STATIC, jint fd) {
    return (jint) asyncfs_syscall1(__NR_close, fd);
}

static jlong pread_at(ASYNCFS_STATIC, jint fd, jlong address, jlong length, jlong offset) {
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall4(__NR_pread64, fd, address, length, offset));
    return result;
}

/* The offset is split into two words in the call; on 64-bit systems the low one carries all of it (readv(2)). */
static jlong preadv2_at(ASYNCFS_STATIC, jint fd, jlong iovec, jint count, jlong offset, jint flags) {
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall6(__NR_preadv2, fd, iovec, count, offset, 0, flags));
    return result;
}

/* One piece of memory, so that the caller needs none of its own for the iovec. */
static jlong pread_nowait(ASYNCFS_STATIC, jint fd, jlong address, jlong length, jlong offset) {
    struct iovec piece = {.iov_base = (void *) address, .iov_len = (unsigned long) length};
    return preadv2_at(env, owner, fd, (jlong) &piece, 1, offset, RWF_NOWAIT);
}

static jlong pwritev2_at(ASYNCFS_STATIC, jint fd, jlong iovec, jint count, jlong offset, jint flags) {
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall6(__NR_pwritev2, fd, iovec, count, offset, 0, flags));
    return result;
}

/* struct cachestat_range: off, len; struct cachestat: nr_cache, nr_dirty, nr_writeback, nr_evicted, nr_recently_evicted. */
static jlong cached_pages(ASYNCFS_STATIC, jint fd, jlong offset, jlong length) {
    unsigned long range[2] = {(unsigned long) offset, (unsigned long) length};
    unsigned long counts[5] = {0};
    long result = asyncfs_syscall4(ASYNCFS_NR_CACHESTAT, fd, range, counts, 0);
    return result < 0 ? result : (jlong) counts[0];
}

static jint sync_all(ASYNCFS_STATIC, jint fd) {
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall1(__NR_fsync, fd));
    return (jint) result;
}

static jint sync_data(ASYNCFS_STATIC, jint fd) {
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall1(__NR_fdatasync, fd));
    return (jint) result;
}

static jint truncate_to(ASYNCFS_STATIC, jint fd, jlong length) {
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall2(__NR_ftruncate, fd, length));
    return (jint) result;
}

static jint allocate(ASYNCFS_STATIC, jint fd, jint mode, jlong offset, jlong length) {
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall4(__NR_fallocate, fd, mode, offset, length));
    return (jint) result;
}

static jint stat_extended(ASYNCFS_STATIC, jint dirfd, jbyteArray path, jint flags, jint mask, jlong buffer) {
    char copy[PATH_MAX];
    long result = copy_path(env, path, copy);
    if (result == 0) {
        ASYNCFS_RETRY_EINTR(result, asyncfs_syscall5(__NR_statx, dirfd, copy, flags, mask, buffer));
    }
    return (jint) result;
}

static jlong file_system_type(ASYNCFS_STATIC, jint fd) {
    struct statfs result;
    long error;
    ASYNCFS_RETRY_EINTR(error, asyncfs_syscall2(__NR_fstatfs, fd, &result));
    return error < 0 ? error : (jlong) (unsigned int) result.f_type;
}

static jint change_flags(jint fd, long set, long clear) {
    long flags = asyncfs_syscall3(__NR_fcntl, fd, F_GETFL, 0);
    if (flags < 0) {
        return (jint) flags;
    }
    return (jint) asyncfs_syscall3(__NR_fcntl, fd, F_SETFL, (flags | set) & ~clear);
}

static jint clear_nonblock(ASYNCFS_STATIC, jint fd) {
    return change_flags(fd, 0, O_NONBLOCK);
}

/* Refused with EINVAL by file systems without it, after open(2) would have created the file all the same. */
static jint set_direct(ASYNCFS_STATIC, jint fd) {
    return change_flags(fd, O_DIRECT, 0);
}

static jint clear_direct(ASYNCFS_STATIC, jint fd) {
    return change_flags(fd, 0, O_DIRECT);
}

static jint control(ASYNCFS_STATIC, jint fd, jint request, jlong argument) {
    /* Through unsigned int: the numbers of requests that write to the argument have bit 31 set. */
    return (jint) asyncfs_syscall3(__NR_ioctl, fd, (unsigned int) request, argument);
}

static jlong lseek_end(ASYNCFS_STATIC, jint fd) {
    return asyncfs_syscall3(__NR_lseek, fd, 0, SEEK_END);
}

/* Locks of the open file description, which other descriptors of this process do not undo (fcntl_locking(2)). */
static jint lock_range(ASYNCFS_STATIC, jint fd, jint type, jlong start, jlong length) {
    struct flock range = {
        .l_type = (short) type,
        .l_whence = SEEK_SET,
        .l_start = start,
        .l_len = length,
        .l_pid = 0, /* EINVAL otherwise */
    };
    long result;
    ASYNCFS_RETRY_EINTR(result, asyncfs_syscall3(__NR_fcntl, fd, F_OFD_SETLK, &range));
    return (jint) result;
}

static const JNINativeMethod methods[] = {
    {"open", "(I[BII)I", (void *) open_at},
    {"openBeneath", "(I[BII)I", (void *) open_beneath},
    {"close", "(I)I", (void *) close_fd},
    {"pread", "(IJJJ)J", (void *) pread_at},
    {"preadv2", "(IJIJI)J", (void *) preadv2_at},
    {"pwritev2", "(IJIJI)J", (void *) pwritev2_at},
    {"preadNowait", "(IJJJ)J", (void *) pread_nowait},
    {"cachedPages", "(IJJ)J", (void *) cached_pages},
    {"fsync", "(I)I", (void *) sync_all},
    {"fdatasync", "(I)I", (void *) sync_data},
    {"ftruncate", "(IJ)I", (void *) truncate_to},
    {"fallocate", "(IIJJ)I", (void *) allocate},
    {"statx", "(I[BIIJ)I", (void *) stat_extended},
    {"fileSystemType", "(I)J", (void *) file_system_type},
    {"clearNonblock", "(I)I", (void *) clear_nonblock},
    {"setDirect", "(I)I", (void *) set_direct},
    {"clearDirect", "(I)I", (void *) clear_direct},
    {"ioctl", "(IIJ)I", (void *) control},
    {"lseekEnd", "(I)J", (void *) lseek_end},
    {"lock", "(IIJJ)I", (void *) lock_range},
};

const struct asyncfs_natives asyncfs_posix_file_natives = {
    "io/asyncfs/jni/PosixFileNative", methods, ASYNCFS_COUNT(methods),
};
