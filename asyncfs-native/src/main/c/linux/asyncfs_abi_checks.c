/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/*
 * What Linux has promised never to change, against the headers of the CPU this is compiled for: headers of another system or
 * of another CPU must not make a library that loads. No code comes from here. The Java classes have the same numbers and
 * are compared with asyncfs_native_abi.c when the library is loaded, and by .ci/native for every CPU.
 */
#include <linux/stat.h>
#include <asm/siginfo.h>
#include <asm/signal.h>
#include <asm/statfs.h>
#include <linux/aio_abi.h>
#include <linux/fcntl.h>
#include <linux/fs.h>
#include <linux/io_uring.h>
#include <linux/mman.h>
#include <linux/openat2.h>
#include <linux/poll.h>
#include <linux/time_types.h>
#include <linux/uio.h>
#include <stddef.h>

#include "asyncfs_syscall.h"

#define EQUAL(value, expected) _Static_assert((value) == (expected), #value)
#define AT(type, field, offset) _Static_assert(offsetof(struct type, field) == (offset), #type "." #field)

EQUAL(sizeof(void *), 8);
EQUAL(sizeof(long), 8);

/* arch/x86/entry/syscalls/syscall_64.tbl; include/uapi/asm-generic/unistd.h */
#if defined(__x86_64__)
#define NUMBER(call, x86_64, aarch64) EQUAL(__NR_##call, x86_64)
#else
#define NUMBER(call, x86_64, aarch64) EQUAL(__NR_##call, aarch64)
#endif
NUMBER(read, 0, 63);
NUMBER(write, 1, 64);
NUMBER(close, 3, 57);
NUMBER(lseek, 8, 62);
NUMBER(mmap, 9, 222);
NUMBER(munmap, 11, 215);
NUMBER(rt_sigaction, 13, 134);
NUMBER(rt_sigprocmask, 14, 135);
NUMBER(rt_sigreturn, 15, 139); /* asyncfs_seccomp.c has the number in assembly */
NUMBER(ioctl, 16, 29);
NUMBER(pread64, 17, 67);
NUMBER(madvise, 28, 233);
NUMBER(fcntl, 72, 25);
NUMBER(fsync, 74, 82);
NUMBER(fdatasync, 75, 83);
NUMBER(ftruncate, 77, 46);
NUMBER(fstatfs, 138, 44);
NUMBER(io_setup, 206, 0);
NUMBER(io_destroy, 207, 1);
NUMBER(io_getevents, 208, 4);
NUMBER(io_submit, 209, 2);
NUMBER(openat, 257, 56);
NUMBER(ppoll, 271, 73);
NUMBER(fallocate, 285, 47);
NUMBER(eventfd2, 290, 19);
NUMBER(preadv2, 327, 286);
NUMBER(pwritev2, 328, 287);
NUMBER(statx, 332, 291);
NUMBER(io_uring_setup, 425, 425);
NUMBER(io_uring_enter, 426, 426);
NUMBER(io_uring_register, 427, 427);
NUMBER(openat2, 437, 437);

/* Those of open(2) that arm64 has from arm: arch/arm64/include/uapi/asm/fcntl.h over asm-generic/fcntl.h */
#if defined(__x86_64__)
EQUAL(O_DIRECT, 040000);
EQUAL(O_DIRECTORY, 0200000);
EQUAL(O_NOFOLLOW, 0400000);
#else
EQUAL(O_DIRECT, 0200000);
EQUAL(O_DIRECTORY, 040000);
EQUAL(O_NOFOLLOW, 0100000);
#endif
EQUAL(O_CREAT, 0100);
EQUAL(O_EXCL, 0200);
EQUAL(O_NOCTTY, 0400);
EQUAL(O_TRUNC, 01000);
EQUAL(O_APPEND, 02000);
EQUAL(O_NONBLOCK, 04000);
EQUAL(O_DSYNC, 010000);
EQUAL(O_CLOEXEC, 02000000);
EQUAL(O_SYNC, 04010000);
EQUAL(O_PATH, 010000000);
EQUAL(F_GETFL, 3);
EQUAL(F_SETFL, 4);
EQUAL(F_RDLCK, 0);
EQUAL(F_WRLCK, 1);
EQUAL(F_UNLCK, 2);
EQUAL(F_OFD_SETLK, 37);
EQUAL(AT_FDCWD, -100);
EQUAL(AT_EMPTY_PATH, 0x1000);
EQUAL(SEEK_SET, 0);
EQUAL(SEEK_END, 2);
EQUAL(RWF_NOWAIT, 8);
EQUAL(RWF_APPEND, 16);
EQUAL(RESOLVE_NO_MAGICLINKS, 2);
EQUAL(RESOLVE_BENEATH, 8);
EQUAL(MAP_SHARED, 1);
EQUAL(MAP_PRIVATE, 2);
EQUAL(MAP_ANONYMOUS, 0x20);
EQUAL(MAP_POPULATE, 0x8000);
EQUAL(MADV_DONTFORK, 10);
EQUAL(POLLIN, 1);
EQUAL(POLLNVAL, 0x20);
EQUAL(EAGAIN, 11);
EQUAL(EINVAL, 22);
EQUAL(ENAMETOOLONG, 36);
EQUAL(ENOSYS, 38);
EQUAL(SIGSYS, 31);
EQUAL(SA_SIGINFO, 4);

/* What this library itself fills in. */
EQUAL(sizeof(struct pollfd), 8);
EQUAL(sizeof(struct statfs), 120);
EQUAL(sizeof(sigset_t), 8);
EQUAL(sizeof(struct sigaction), 32);
AT(sigaction, sa_handler, 0);
AT(sigaction, sa_flags, 8);
AT(sigaction, sa_restorer, 16);
AT(sigaction, sa_mask, 24);
EQUAL(sizeof(struct flock), 32);
AT(flock, l_type, 0);
AT(flock, l_whence, 2);
AT(flock, l_start, 8);
AT(flock, l_len, 16);
AT(flock, l_pid, 24);
EQUAL(sizeof(struct open_how), 24);
AT(open_how, flags, 0);
AT(open_how, mode, 8);
AT(open_how, resolve, 16);
EQUAL(sizeof(struct __kernel_timespec), 16);
AT(__kernel_timespec, tv_nsec, 8);

/* What Java fills in and reads. */
EQUAL(sizeof(struct iovec), 16);
AT(iovec, iov_len, 8);

EQUAL(sizeof(struct iocb), 64);
AT(iocb, aio_data, 0);
AT(iocb, aio_rw_flags, 12);
AT(iocb, aio_lio_opcode, 16);
AT(iocb, aio_fildes, 20);
AT(iocb, aio_buf, 24);
AT(iocb, aio_nbytes, 32);
AT(iocb, aio_offset, 40);
AT(iocb, aio_flags, 56);
AT(iocb, aio_resfd, 60);
EQUAL(sizeof(struct io_event), 32);
AT(io_event, data, 0);
AT(io_event, obj, 8);
AT(io_event, res, 16);
EQUAL(IOCB_CMD_PREAD, 0);
EQUAL(IOCB_CMD_PWRITE, 1);
EQUAL(IOCB_CMD_PREADV, 7);
EQUAL(IOCB_CMD_PWRITEV, 8);
EQUAL(IOCB_FLAG_RESFD, 1);

EQUAL(sizeof(struct io_uring_params), 120);
AT(io_uring_params, flags, 8);
AT(io_uring_params, features, 20);
AT(io_uring_params, wq_fd, 24);
AT(io_uring_params, sq_off, 40);
AT(io_uring_params, cq_off, 80);
EQUAL(sizeof(struct io_sqring_offsets), 40);
AT(io_sqring_offsets, flags, 16);
AT(io_sqring_offsets, array, 24);
EQUAL(sizeof(struct io_cqring_offsets), 40);
AT(io_cqring_offsets, overflow, 16);
AT(io_cqring_offsets, cqes, 20);
AT(io_cqring_offsets, flags, 24);
EQUAL(sizeof(struct io_uring_sqe), 64);
AT(io_uring_sqe, opcode, 0);
AT(io_uring_sqe, flags, 1);
AT(io_uring_sqe, ioprio, 2);
AT(io_uring_sqe, fd, 4);
AT(io_uring_sqe, off, 8);
AT(io_uring_sqe, addr, 16);
AT(io_uring_sqe, len, 24);
AT(io_uring_sqe, rw_flags, 28);
AT(io_uring_sqe, user_data, 32);
AT(io_uring_sqe, buf_index, 40);
AT(io_uring_sqe, personality, 42);
AT(io_uring_sqe, splice_fd_in, 44); /* and file_index, since 5.15 */
EQUAL(sizeof(struct io_uring_cqe), 16);
AT(io_uring_cqe, user_data, 0);
AT(io_uring_cqe, res, 8);
AT(io_uring_cqe, flags, 12);
EQUAL(sizeof(struct io_uring_getevents_arg), 24);
AT(io_uring_getevents_arg, sigmask_sz, 8);
AT(io_uring_getevents_arg, ts, 16);
EQUAL(sizeof(struct io_uring_probe), 16);
EQUAL(sizeof(struct io_uring_probe_op), 8);
EQUAL(sizeof(struct io_uring_rsrc_update), 16);
EQUAL(sizeof(struct io_uring_rsrc_register), 32);
EQUAL(offsetof(struct io_uring_rsrc_register, data), 16);
EQUAL(sizeof(struct io_uring_rsrc_update2), 32);
EQUAL(offsetof(struct io_uring_rsrc_update2, nr), 24);
EQUAL(IORING_OFF_SQ_RING, 0);
EQUAL(IORING_OFF_SQES, 0x10000000);

EQUAL(sizeof(struct statx), 256);
AT(statx, stx_mask, 0);
AT(statx, stx_nlink, 16);
AT(statx, stx_mode, 28);
AT(statx, stx_ino, 32);
AT(statx, stx_size, 40);
AT(statx, stx_blocks, 48);
AT(statx, stx_atime, 64);
AT(statx, stx_btime, 80);
AT(statx, stx_ctime, 96);
AT(statx, stx_mtime, 112);
AT(statx, stx_rdev_major, 128);
AT(statx, stx_dev_minor, 140);
#ifdef STATX_DIOALIGN /* Linux 6.1; asyncfs_native_abi.c has its offsets for older headers */
AT(statx, stx_dio_mem_align, 0x98);
AT(statx, stx_dio_offset_align, 0x9c);
EQUAL(STATX_DIOALIGN, 0x2000U);
#endif
