/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/*
 * Under true seccomp filters, each in a child: one that traps a call as Android's app sandbox does, which ends a process that
 * is not prepared, and none.
 */
#include "drive.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

typedef jboolean (*traps_function)(STATIC_PARAMETERS);

#define NO_FILTER (-1)
#define CANNOT_FILTER 77

static bool trap(int call) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned) call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof(code) / sizeof(*code), code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* The answer, asked by a child that also checks that nothing is left behind. */
static int ask(traps_function traps, int trapped, bool blocked) {
    fflush(stdout);
    pid_t child = fork();
    NEED(child >= 0);
    if (child == 0) {
        sigset_t sigsys, mask;
        struct sigaction action;
        sigemptyset(&sigsys);
        sigaddset(&sigsys, SIGSYS);
        sigprocmask(blocked ? SIG_BLOCK : SIG_UNBLOCK, &sigsys, NULL);
        if (trapped != NO_FILTER && !trap(trapped)) {
            _exit(CANNOT_FILTER);
        }
        int answer = traps(STATIC_ARGUMENTS);
        sigaction(SIGSYS, NULL, &action);
        sigprocmask(SIG_BLOCK, NULL, &mask);
        bool restored = action.sa_handler == SIG_DFL && sigismember(&mask, SIGSYS) == blocked;
        _exit(restored ? answer : 2);
    }
    int status;
    NEED(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void drive_traps(void *function, const int *calls) {
    traps_function traps = (traps_function) function;
    EXPECT_EQ(JNI_FALSE, ask(traps, NO_FILTER, false));
    EXPECT_EQ(JNI_FALSE, ask(traps, NO_FILTER, true));
    if (ask(traps, SYS_reboot, false) == CANNOT_FILTER) {
        skip_rest("seccomp");
        return;
    }
    EXPECT_EQ(JNI_FALSE, ask(traps, SYS_reboot, false)); /* a filter that traps another call */
    for (; *calls != NO_FILTER; calls++) {
        EXPECT_EQ(JNI_TRUE, ask(traps, *calls, false));
        EXPECT_EQ(JNI_TRUE, ask(traps, *calls, true));
    }
}

static void drive_io_uring(void *function) {
    drive_traps(function, (int[]) {SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, NO_FILTER});
}

static void drive_linux_aio(void *function) {
    drive_traps(function, (int[]) {SYS_io_setup, SYS_io_submit, SYS_io_getevents, SYS_io_destroy, NO_FILTER});
}

static void drive_files(void *function) {
    drive_traps(function, (int[]) {SYS_statx, SYS_preadv2, SYS_pwritev2, SYS_eventfd2, SYS_ppoll, NO_FILTER});
}

static void drive_openat2(void *function) {
    drive_traps(function, (int[]) {SYS_openat2, NO_FILTER});
}

static void drive_cachestat(void *function) {
    drive_traps(function, (int[]) {CACHESTAT, NO_FILTER});
}

const struct row seccomp_rows[] = {
    {"SeccompNative.trapsIoUring()Z", drive_io_uring},
    {"SeccompNative.trapsLinuxAio()Z", drive_linux_aio},
    {"SeccompNative.trapsFiles()Z", drive_files},
    {"SeccompNative.trapsOpenat2()Z", drive_openat2},
    {"SeccompNative.trapsCachestat()Z", drive_cachestat},
    {NULL, NULL},
};
