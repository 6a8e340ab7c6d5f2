/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/*
 * linux/stat.h leaves out S_IFMT and its kin once a header of glibc has been seen, and <jni.h> includes one: it has to
 * come last.
 */
#include <linux/stat.h>
#include <linux/aio_abi.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/io_uring.h>
#include <linux/openat2.h>
#include <linux/time_types.h>
#include <linux/uio.h>
#include <stddef.h>

#include "asyncfs_native_abi.h"

#include "asyncfs_syscall.h"

/* Linux 6.1; older headers call these words spare. */
#define ASYNCFS_STX_DIO_MEM_ALIGN 0x98
#define ASYNCFS_STX_DIO_OFFSET_ALIGN 0x9c
#ifndef STATX_DIOALIGN
#define STATX_DIOALIGN 0x00002000U
#endif

struct entry {
    const char *name;
    jlong value;
};

/* Named as the Java fields are that must exist (constants) or be equal (layouts). The order does not matter. */
static const struct entry entries[] = {
    {"NativeAbi.VERSION", ASYNCFS_ABI_VERSION},

    {"LinuxConstants.O_RDONLY", O_RDONLY},
    {"LinuxConstants.O_WRONLY", O_WRONLY},
    {"LinuxConstants.O_RDWR", O_RDWR},
    {"LinuxConstants.O_CREAT", O_CREAT},
    {"LinuxConstants.O_EXCL", O_EXCL},
    {"LinuxConstants.O_NOCTTY", O_NOCTTY},
    {"LinuxConstants.O_TRUNC", O_TRUNC},
    {"LinuxConstants.O_APPEND", O_APPEND},
    {"LinuxConstants.O_NONBLOCK", O_NONBLOCK},
    {"LinuxConstants.O_DSYNC", O_DSYNC},
    {"LinuxConstants.O_SYNC", O_SYNC},
    {"LinuxConstants.O_CLOEXEC", O_CLOEXEC},
    {"LinuxConstants.O_DIRECT", O_DIRECT},
    {"LinuxConstants.O_DIRECTORY", O_DIRECTORY},
    {"LinuxConstants.O_NOFOLLOW", O_NOFOLLOW},
    {"LinuxConstants.O_PATH", O_PATH},
    {"LinuxConstants.AT_FDCWD", AT_FDCWD},
    {"LinuxConstants.AT_SYMLINK_NOFOLLOW", AT_SYMLINK_NOFOLLOW},
    {"LinuxConstants.AT_EMPTY_PATH", AT_EMPTY_PATH},
    {"LinuxConstants.RESOLVE_NO_MAGICLINKS", RESOLVE_NO_MAGICLINKS},
    {"LinuxConstants.RESOLVE_BENEATH", RESOLVE_BENEATH},
    {"LinuxConstants.S_IFMT", S_IFMT},
    {"LinuxConstants.S_IFIFO", S_IFIFO},
    {"LinuxConstants.S_IFCHR", S_IFCHR},
    {"LinuxConstants.S_IFDIR", S_IFDIR},
    {"LinuxConstants.S_IFBLK", S_IFBLK},
    {"LinuxConstants.S_IFREG", S_IFREG},
    {"LinuxConstants.S_IFLNK", S_IFLNK},
    {"LinuxConstants.S_IFSOCK", S_IFSOCK},
    {"LinuxConstants.RWF_NOWAIT", RWF_NOWAIT},
    {"LinuxConstants.RWF_APPEND", RWF_APPEND},
    {"LinuxConstants.F_RDLCK", F_RDLCK},
    {"LinuxConstants.F_WRLCK", F_WRLCK},
    {"LinuxConstants.F_UNLCK", F_UNLCK},
    {"LinuxConstants.STATX_BASIC_STATS", STATX_BASIC_STATS},
    {"LinuxConstants.STATX_DIOALIGN", STATX_DIOALIGN},

    {"UringLayout.PARAMS_SIZE", sizeof(struct io_uring_params)},
    {"UringLayout.PARAMS_SQ_ENTRIES", offsetof(struct io_uring_params, sq_entries)},
    {"UringLayout.PARAMS_CQ_ENTRIES", offsetof(struct io_uring_params, cq_entries)},
    {"UringLayout.PARAMS_FLAGS", offsetof(struct io_uring_params, flags)},
    {"UringLayout.PARAMS_FEATURES", offsetof(struct io_uring_params, features)},
    {"UringLayout.PARAMS_SQ_OFF", offsetof(struct io_uring_params, sq_off)},
    {"UringLayout.PARAMS_CQ_OFF", offsetof(struct io_uring_params, cq_off)},
    {"UringLayout.SQ_OFF_HEAD", offsetof(struct io_sqring_offsets, head)},
    {"UringLayout.SQ_OFF_TAIL", offsetof(struct io_sqring_offsets, tail)},
    {"UringLayout.SQ_OFF_RING_MASK", offsetof(struct io_sqring_offsets, ring_mask)},
    {"UringLayout.SQ_OFF_FLAGS", offsetof(struct io_sqring_offsets, flags)},
    {"UringLayout.SQ_OFF_ARRAY", offsetof(struct io_sqring_offsets, array)},
    {"UringLayout.CQ_OFF_HEAD", offsetof(struct io_cqring_offsets, head)},
    {"UringLayout.CQ_OFF_TAIL", offsetof(struct io_cqring_offsets, tail)},
    {"UringLayout.CQ_OFF_RING_MASK", offsetof(struct io_cqring_offsets, ring_mask)},
    {"UringLayout.CQ_OFF_CQES", offsetof(struct io_cqring_offsets, cqes)},
    {"UringLayout.CQ_OFF_FLAGS", offsetof(struct io_cqring_offsets, flags)},
    {"UringLayout.SQE_SIZE", sizeof(struct io_uring_sqe)},
    {"UringLayout.SQE_OPCODE", offsetof(struct io_uring_sqe, opcode)},
    {"UringLayout.SQE_FLAGS", offsetof(struct io_uring_sqe, flags)},
    {"UringLayout.SQE_FD", offsetof(struct io_uring_sqe, fd)},
    {"UringLayout.SQE_OFF", offsetof(struct io_uring_sqe, off)},
    {"UringLayout.SQE_ADDR", offsetof(struct io_uring_sqe, addr)},
    {"UringLayout.SQE_LEN", offsetof(struct io_uring_sqe, len)},
    {"UringLayout.SQE_RW_FLAGS", offsetof(struct io_uring_sqe, rw_flags)},
    {"UringLayout.SQE_USER_DATA", offsetof(struct io_uring_sqe, user_data)},
    {"UringLayout.SQE_BUF_INDEX", offsetof(struct io_uring_sqe, buf_index)},
    {"UringLayout.CQE_SIZE", sizeof(struct io_uring_cqe)},
    {"UringLayout.CQE_USER_DATA", offsetof(struct io_uring_cqe, user_data)},
    {"UringLayout.CQE_RES", offsetof(struct io_uring_cqe, res)},
    {"UringLayout.GETEVENTS_ARG_SIZE", sizeof(struct io_uring_getevents_arg)},
    {"UringLayout.GETEVENTS_ARG_TS", offsetof(struct io_uring_getevents_arg, ts)},
    {"UringLayout.TIMESPEC_SIZE", sizeof(struct __kernel_timespec)},
    {"UringLayout.TIMESPEC_NSEC", offsetof(struct __kernel_timespec, tv_nsec)},
    {"UringLayout.IOVEC_SIZE", sizeof(struct iovec)},
    {"UringLayout.IOVEC_BASE", offsetof(struct iovec, iov_base)},
    {"UringLayout.IOVEC_LEN", offsetof(struct iovec, iov_len)},
    {"UringLayout.PROBE_SIZE", sizeof(struct io_uring_probe)},
    {"UringLayout.PROBE_LAST_OP", offsetof(struct io_uring_probe, last_op)},
    {"UringLayout.PROBE_OP_SIZE", sizeof(struct io_uring_probe_op)},
    {"UringLayout.PROBE_OP_OP", offsetof(struct io_uring_probe_op, op)},
    {"UringLayout.PROBE_OP_FLAGS", offsetof(struct io_uring_probe_op, flags)},
    {"UringLayout.RSRC_REGISTER_SIZE", sizeof(struct io_uring_rsrc_register)},
    {"UringLayout.RSRC_REGISTER_NR", offsetof(struct io_uring_rsrc_register, nr)},
    {"UringLayout.RSRC_REGISTER_FLAGS", offsetof(struct io_uring_rsrc_register, flags)},
    {"UringLayout.RSRC_REGISTER_DATA", offsetof(struct io_uring_rsrc_register, data)},
    {"UringLayout.RSRC_UPDATE2_SIZE", sizeof(struct io_uring_rsrc_update2)},
    {"UringLayout.RSRC_UPDATE2_OFFSET", offsetof(struct io_uring_rsrc_update2, offset)},
    {"UringLayout.RSRC_UPDATE2_DATA", offsetof(struct io_uring_rsrc_update2, data)},
    {"UringLayout.RSRC_UPDATE2_NR", offsetof(struct io_uring_rsrc_update2, nr)},

    {"AioLayout.IOCB_SIZE", sizeof(struct iocb)},
    {"AioLayout.IOCB_DATA", offsetof(struct iocb, aio_data)},
    {"AioLayout.IOCB_RW_FLAGS", offsetof(struct iocb, aio_rw_flags)},
    {"AioLayout.IOCB_OPCODE", offsetof(struct iocb, aio_lio_opcode)},
    {"AioLayout.IOCB_FD", offsetof(struct iocb, aio_fildes)},
    {"AioLayout.IOCB_BUF", offsetof(struct iocb, aio_buf)},
    {"AioLayout.IOCB_NBYTES", offsetof(struct iocb, aio_nbytes)},
    {"AioLayout.IOCB_OFFSET", offsetof(struct iocb, aio_offset)},
    {"AioLayout.IOCB_FLAGS", offsetof(struct iocb, aio_flags)},
    {"AioLayout.IOCB_RESFD", offsetof(struct iocb, aio_resfd)},
    {"AioLayout.EVENT_SIZE", sizeof(struct io_event)},
    {"AioLayout.EVENT_DATA", offsetof(struct io_event, data)},
    {"AioLayout.EVENT_RES", offsetof(struct io_event, res)},
    {"AioLayout.CMD_PREAD", IOCB_CMD_PREAD},
    {"AioLayout.CMD_PWRITE", IOCB_CMD_PWRITE},
    {"AioLayout.CMD_PREADV", IOCB_CMD_PREADV},
    {"AioLayout.CMD_PWRITEV", IOCB_CMD_PWRITEV},
    {"AioLayout.FLAG_RESFD", IOCB_FLAG_RESFD},

    {"StatxLayout.SIZE_OF", sizeof(struct statx)},
    {"StatxLayout.MASK", offsetof(struct statx, stx_mask)},
    {"StatxLayout.MODE", offsetof(struct statx, stx_mode)},
    {"StatxLayout.INO", offsetof(struct statx, stx_ino)},
    {"StatxLayout.SIZE", offsetof(struct statx, stx_size)},
    {"StatxLayout.BLOCKS", offsetof(struct statx, stx_blocks)},
    {"StatxLayout.MTIME_SEC", offsetof(struct statx, stx_mtime.tv_sec)},
    {"StatxLayout.MTIME_NSEC", offsetof(struct statx, stx_mtime.tv_nsec)},
    {"StatxLayout.RDEV_MAJOR", offsetof(struct statx, stx_rdev_major)},
    {"StatxLayout.RDEV_MINOR", offsetof(struct statx, stx_rdev_minor)},
    {"StatxLayout.DEV_MAJOR", offsetof(struct statx, stx_dev_major)},
    {"StatxLayout.DEV_MINOR", offsetof(struct statx, stx_dev_minor)},
    {"StatxLayout.DIO_MEM_ALIGN", ASYNCFS_STX_DIO_MEM_ALIGN},
    {"StatxLayout.DIO_OFFSET_ALIGN", ASYNCFS_STX_DIO_OFFSET_ALIGN},
};

static jboolean store(JNIEnv *env, jobjectArray names, jlongArray values, jint index) {
    jstring name = (*env)->NewStringUTF(env, entries[index].name);
    if (name == NULL) {
        return JNI_FALSE;
    }
    (*env)->SetObjectArrayElement(env, names, index, name);
    if ((*env)->ExceptionCheck(env)) {
        return JNI_FALSE;
    }
    (*env)->DeleteLocalRef(env, name);
    (*env)->SetLongArrayRegion(env, values, index, 1, &entries[index].value);
    return (*env)->ExceptionCheck(env) ? JNI_FALSE : JNI_TRUE;
}

/* Returns how many entries there are; stores nothing when the arrays are too short for them. */
static jint describe(ASYNCFS_STATIC, jobjectArray names, jlongArray values) {
    const jint count = ASYNCFS_COUNT(entries);
    if ((*env)->GetArrayLength(env, names) < count || (*env)->GetArrayLength(env, values) < count) {
        return count;
    }
    for (jint i = 0; i < count; i++) {
        if (!store(env, names, values, i)) {
            return -ENOMEM; /* the pending exception says more */
        }
    }
    return count;
}

static const JNINativeMethod methods[] = {
    {"describe", "([Ljava/lang/String;[J)I", (void *) describe},
};

const struct asyncfs_natives asyncfs_native_abi_natives = {
    "io/asyncfs/jni/NativeAbi", methods, ASYNCFS_COUNT(methods),
};
