/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/*
 * GCC and clang may emit calls to these four even with -ffreestanding ("Language Standards" in the GCC manual), and
 * there is no libc to answer them. The empty asm keeps the compiler from recognising the loop as the very function
 * that it implements, which would make it call itself.
 */
#include <stddef.h>

#define NOT_A_PATTERN() __asm__ volatile("" ::: "memory")

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);
int memcmp(const void *left, const void *right, size_t length);

void *memcpy(void *restrict to, const void *restrict from, size_t length) {
    unsigned char *t = to;
    const unsigned char *f = from;
    for (size_t i = 0; i < length; i++) {
        t[i] = f[i];
        NOT_A_PATTERN();
    }
    return to;
}

void *memmove(void *to, const void *from, size_t length) {
    unsigned char *t = to;
    const unsigned char *f = from;
    if (t < f) {
        for (size_t i = 0; i < length; i++) {
            t[i] = f[i];
            NOT_A_PATTERN();
        }
    } else {
        for (size_t i = length; i > 0; i--) {
            t[i - 1] = f[i - 1];
            NOT_A_PATTERN();
        }
    }
    return to;
}

void *memset(void *to, int value, size_t length) {
    unsigned char *t = to;
    for (size_t i = 0; i < length; i++) {
        t[i] = (unsigned char) value;
        NOT_A_PATTERN();
    }
    return to;
}

int memcmp(const void *left, const void *right, size_t length) {
    const unsigned char *l = left;
    const unsigned char *r = right;
    for (size_t i = 0; i < length; i++) {
        if (l[i] != r[i]) {
            return l[i] < r[i] ? -1 : 1;
        }
        NOT_A_PATTERN();
    }
    return 0;
}
