/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/*
 * Becomes another program under a seccomp filter:
 *
 *   seccomp_exec ACTION GROUP,... COMMAND [ARGUMENT...]
 *
 * ACTION is trap (SIGSYS, as Android's app sandbox) or the number of an errno (1 as Docker's default profile, 38 as a
 * kernel without the call). GROUP is io_uring, linux_aio, openat2, cachestat, preadv2,
 * pwritev2, statx or mount.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_CALLS 16

static const struct {
    const char *name;
    int calls[4];
} groups[] = {
    {"io_uring", {SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, -1}},
    {"linux_aio", {SYS_io_setup, SYS_io_submit, SYS_io_getevents, -1}},
    {"openat2", {SYS_openat2, -1, -1, -1}},
    {"cachestat", {451, -1, -1, -1}},
    {"preadv2", {SYS_preadv2, SYS_pwritev2, -1, -1}},
    {"pwritev2", {SYS_pwritev2, -1, -1, -1}},
    {"statx", {SYS_statx, -1, -1, -1}},
    {"mount", {SYS_mount, SYS_umount2, SYS_fsopen, SYS_move_mount}}, /* mount(8) may know the newer calls */
};

static int add_group(const char *name, int *calls, int count) {
    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
        if (strcmp(groups[i].name, name) == 0) {
            for (int j = 0; j < 4 && groups[i].calls[j] >= 0; j++) {
                calls[count++] = groups[i].calls[j];
            }
            return count;
        }
    }
    fprintf(stderr, "no group %s\n", name);
    exit(2);
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: seccomp_exec ACTION GROUP,... COMMAND [ARGUMENT...]\n");
        return 2;
    }
    int calls[MAX_CALLS], count = 0;
    for (char *name = strtok(argv[2], ","); name != NULL; name = strtok(NULL, ",")) {
        count = add_group(name, calls, count);
    }
    unsigned int action =
        strcmp(argv[1], "trap") == 0 ? SECCOMP_RET_TRAP : SECCOMP_RET_ERRNO | (unsigned int) atoi(argv[1]);

    struct sock_filter program[MAX_CALLS + 3];
    int length = 0;
    program[length++] =
        (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < count; i++) {
        /* A hit jumps over the calls that are left and over the statement that allows. */
        program[length++] = (struct sock_filter) BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (unsigned int) calls[i], (unsigned char) (count - i), 0);
    }
    program[length++] = (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    program[length++] = (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, action);
    struct sock_fprog filter = {.len = (unsigned short) length, .filter = program};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        perror("prctl");
        return 1;
    }
    execvp(argv[3], argv + 3);
    perror(argv[3]);
    return 1;
}
