/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/*
 * A seccomp filter may answer a system call with SECCOMP_RET_TRAP, as the app sandbox of Android does: the thread gets
 * SIGSYS, whose default is to kill the process (seccomp(2)). Here each call is made once with a handler of ours in place,
 * which makes the call return a number that is no errno of anything.
 */
#include <asm/signal.h>
#include <asm/sigcontext.h>
#include <asm/siginfo.h>
#include <asm/ucontext.h>

#include "asyncfs_seccomp.h"

#include "asyncfs_syscall.h"

/* MAX_ERRNO, the last of the range that means failure; no call fails with it. */
#define TRAPPED (-4095L)

#define SIGNALS_SIZE sizeof(sigset_t) /* of the kernel: 8 */

#if defined(__x86_64__)

/* The kernel calls this when the handler returns; on other CPUs the vDSO has it. 15 is __NR_rt_sigreturn. */
void asyncfs_restore(void) __attribute__((visibility("hidden")));
__asm__(".text\n"
        ".hidden asyncfs_restore\n"
        ".type asyncfs_restore, @function\n"
        "asyncfs_restore:\n"
        "    mov $15, %eax\n"
        "    syscall\n");

static void set_result(struct ucontext *context, long result) {
    context->uc_mcontext.rax = (unsigned long) result;
}

#elif defined(__aarch64__)

static void set_result(struct ucontext *context, long result) {
    context->uc_mcontext.regs[0] = (unsigned long) result;
}

#endif

static void on_sigsys(int number, siginfo_t *info, void *context) {
    (void) number;
    (void) info;
    set_result(context, TRAPPED);
}

static void guard(struct sigaction *action) {
    unsigned char *bytes = (unsigned char *) action;
    for (unsigned long i = 0; i < sizeof(*action); i++) {
        bytes[i] = 0;
    }
    action->sa_handler = (__sighandler_t) (void *) on_sigsys; /* SA_SIGINFO: with three arguments */
    action->sa_flags = SA_SIGINFO;
#if defined(__x86_64__)
    action->sa_flags |= 0x04000000; /* SA_RESTORER */
    action->sa_restorer = asyncfs_restore;
#endif
}

/* All arguments are -1, which every call here refuses before it does anything. */
static jboolean is_trapped(long call) {
    struct sigaction ours, theirs;
    sigset_t sigsys = {0}, masked;
    guard(&ours);
    *(unsigned long *) &sigsys = 1UL << (SIGSYS - 1);
    asyncfs_syscall4(__NR_rt_sigprocmask, SIG_UNBLOCK, &sigsys, &masked, SIGNALS_SIZE);
    asyncfs_syscall4(__NR_rt_sigaction, SIGSYS, &ours, &theirs, SIGNALS_SIZE);
    long result = asyncfs_syscall6(call, -1, -1, -1, -1, -1, -1);
    asyncfs_syscall4(__NR_rt_sigaction, SIGSYS, &theirs, 0, SIGNALS_SIZE);
    asyncfs_syscall4(__NR_rt_sigprocmask, SIG_SETMASK, &masked, 0, SIGNALS_SIZE);
    return result == TRAPPED ? JNI_TRUE : JNI_FALSE;
}

static jboolean io_uring(ASYNCFS_STATIC) {
    return is_trapped(__NR_io_uring_setup) || is_trapped(__NR_io_uring_enter) || is_trapped(__NR_io_uring_register);
}

static jboolean linux_aio(ASYNCFS_STATIC) {
    return is_trapped(__NR_io_setup) || is_trapped(__NR_io_submit) || is_trapped(__NR_io_getevents)
        || is_trapped(__NR_io_destroy);
}

static jboolean files(ASYNCFS_STATIC) {
    return is_trapped(__NR_statx) || is_trapped(__NR_preadv2) || is_trapped(__NR_pwritev2)
        || is_trapped(__NR_eventfd2) || is_trapped(__NR_ppoll);
}

static jboolean openat2(ASYNCFS_STATIC) {
    return is_trapped(__NR_openat2);
}

static jboolean cachestat(ASYNCFS_STATIC) {
    return is_trapped(ASYNCFS_NR_CACHESTAT);
}

static const JNINativeMethod methods[] = {
    {"trapsIoUring", "()Z", (void *) io_uring},
    {"trapsLinuxAio", "()Z", (void *) linux_aio},
    {"trapsFiles", "()Z", (void *) files},
    {"trapsOpenat2", "()Z", (void *) openat2},
    {"trapsCachestat", "()Z", (void *) cachestat},
};

const struct asyncfs_natives asyncfs_seccomp_natives = {
    "io/asyncfs/jni/SeccompNative", methods, ASYNCFS_COUNT(methods),
};
