/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/*
 * Raw system calls: no libc, so that one library per CPU loads on glibc, musl and bionic alike. A result from -4095 to
 * -1 is -errno, anything else is the value (syscall(2), "Architecture calling conventions").
 */
#ifndef ASYNCFS_SYSCALL_H
#define ASYNCFS_SYSCALL_H

#include <asm/unistd.h>
#include <linux/errno.h>

/* Since Linux 6.5, on every CPU; older headers do not have it. */
#define ASYNCFS_NR_CACHESTAT 451

#if defined(__x86_64__) && defined(__LP64__)

/* The kernel destroys rcx (return address) and r11 (flags) on x86_64. */
static inline long asyncfs_syscall6(long number, long a, long b, long c, long d, long e, long f) {
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

#elif defined(__aarch64__) && defined(__LP64__)

static inline long asyncfs_syscall6(long number, long a, long b, long c, long d, long e, long f) {
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory", "cc");
    return x0;
}

#else
#error "asyncfs has system call wrappers for 64-bit x86_64 and aarch64 only"
#endif

/* Arguments that a call does not have are passed as zero: the kernel does not look at them. */
#define asyncfs_syscall0(number) asyncfs_syscall6((number), 0, 0, 0, 0, 0, 0)
#define asyncfs_syscall1(number, a) asyncfs_syscall6((number), (long) (a), 0, 0, 0, 0, 0)
#define asyncfs_syscall2(number, a, b) asyncfs_syscall6((number), (long) (a), (long) (b), 0, 0, 0, 0)
#define asyncfs_syscall3(number, a, b, c) asyncfs_syscall6((number), (long) (a), (long) (b), (long) (c), 0, 0, 0)
#define asyncfs_syscall4(number, a, b, c, d) \
    asyncfs_syscall6((number), (long) (a), (long) (b), (long) (c), (long) (d), 0, 0)
#define asyncfs_syscall5(number, a, b, c, d, e) \
    asyncfs_syscall6((number), (long) (a), (long) (b), (long) (c), (long) (d), (long) (e), 0)

/*
 * Repeats a call that a signal interrupted before it did anything. The virtual machine's own signals (profilers, the
 * thread dump on SIGQUIT) must not look like an I/O error to Java, and nothing here is cancelled by a signal.
 */
#define ASYNCFS_RETRY_EINTR(result, call) \
    do { \
        (result) = (call); \
    } while ((result) == -EINTR)

#endif
