/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/* The four functions that the compiler may call, under other names, against those of the libc. */
#define memcpy asyncfs_memcpy
#define memmove asyncfs_memmove
#define memset asyncfs_memset
#define memcmp asyncfs_memcmp
#include "../../main/c/common/asyncfs_freestanding.c"
#undef memcpy
#undef memmove
#undef memset
#undef memcmp

#include "drive.h"

#include <string.h>

#define SIZE 40

static void fill(unsigned char *bytes) {
    for (int i = 0; i < SIZE; i++) {
        bytes[i] = (unsigned char) (i * 37 + 200);
    }
}

static int sign(int number) {
    return (number > 0) - (number < 0);
}

static void drive_length(size_t length) {
    unsigned char ours[SIZE], theirs[SIZE], from[SIZE];
    fill(from);
    memset(ours, 0, SIZE);
    memset(theirs, 0, SIZE);
    EXPECT(asyncfs_memcpy(ours + 1, from, length) == ours + 1);
    memcpy(theirs + 1, from, length);
    EXPECT(memcmp(ours, theirs, SIZE) == 0);
    EXPECT(asyncfs_memset(ours + 2, 0x1ff, length) == ours + 2); /* the low byte counts */
    memset(theirs + 2, 0xff, length);
    EXPECT(memcmp(ours, theirs, SIZE) == 0);
    for (size_t to = 0; to < 5; to++) { /* overlapping, from 2, both ways */
        fill(ours);
        fill(theirs);
        EXPECT(asyncfs_memmove(ours + to, ours + 2, length) == ours + to);
        memmove(theirs + to, theirs + 2, length);
        EXPECT(memcmp(ours, theirs, SIZE) == 0);
    }
    fill(ours);
    EXPECT_EQ(0, asyncfs_memcmp(ours, from, length));
    for (size_t i = 0; i < length; i++) {
        ours[i] ^= 0x80;
        EXPECT_EQ(sign(memcmp(ours, from, length)), sign(asyncfs_memcmp(ours, from, length)));
        ours[i] ^= 0x80;
    }
}

void drive_freestanding(void) {
    for (size_t length = 0; length <= SIZE - 5; length++) {
        drive_length(length);
    }
}
