/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/*
 * The first and only process of a virtual machine whose whole file system is a few files: /drive, the library it drives and a
 * libc. Runs it, says how it ended, and powers off.
 */
#include <stdio.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int status = -1;
    mkdir("/proc", 0755);
    mkdir("/tmp", 0755);
    if (mount("proc", "/proc", "proc", 0, "") != 0 || mount("tmpfs", "/tmp", "tmpfs", 0, "") != 0 || chdir("/tmp") != 0) {
        perror("guest");
    }
    pid_t child = fork();
    if (child == 0) {
        execl("/drive", "drive", "/library.so", "--all", (char *) NULL);
        _exit(127);
    }
    if (child > 0) {
        waitpid(child, &status, 0);
    }
    printf("guest: status %d\n", status);
    fflush(stdout);
    reboot(RB_POWER_OFF);
    return 1;
}
