/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventFdNativeTest {
    private int fd;

    @BeforeEach
    void create() {
        NativeLibrary.ensureAvailability();
        fd = EventFdNative.create();
        assertTrue(fd >= 0, () -> Errno.name(-fd));
    }

    @AfterEach
    void close() {
        assertEquals(0, PosixFileNative.close(fd));
    }

    @Test
    void countsAndEmpties() {
        assertEquals(-Errno.EAGAIN, EventFdNative.read(fd));
        assertEquals(0, EventFdNative.write(fd));
        assertEquals(0, EventFdNative.write(fd));
        assertEquals(1, EventFdNative.await(fd, 0));
        assertEquals(2, EventFdNative.read(fd));
        assertEquals(0, EventFdNative.await(fd, 0));
    }

    @Test
    void isCloseOnExec() {
        assertTrue(Scratch.isCloseOnExec(fd));
    }

    @Test
    void waitEndsWithItsTime() {
        long nanos = TimeUnit.MILLISECONDS.toNanos(20);
        long start = System.nanoTime();
        assertEquals(0, EventFdNative.await(fd, nanos));
        assertTrue(System.nanoTime() - start >= nanos);
    }

    @Test
    void writeWakesAThreadThatWaitsForEver() throws Exception {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread waiter = new Thread(() -> result.complete(EventFdNative.await(fd, -1)));
        waiter.start();
        assertEquals(0, EventFdNative.write(fd));
        assertEquals(1, result.get(30, TimeUnit.SECONDS));
        waiter.join();
    }

    @Test
    void closedDescriptorIsAnError() {
        assertEquals(-Errno.EBADF, EventFdNative.write(-1));
        assertEquals(-Errno.EBADF, EventFdNative.read(-1));
        assertEquals(-Errno.EBADF, EventFdNative.await(Integer.MAX_VALUE, 0));
    }
}
