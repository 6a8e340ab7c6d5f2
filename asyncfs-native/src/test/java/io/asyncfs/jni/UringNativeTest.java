/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UringNativeTest {
    private RawRing ring;

    @BeforeEach
    void open() {
        NativeLibrary.ensureAvailability();
        int error = RawRing.probe();
        assumeTrue(error == 0, () -> "no io_uring on this machine: " + Errno.name(-error));
        ring = new RawRing();
    }

    @AfterEach
    void close() {
        if (ring != null) {
            ring.close();
        }
    }

    @Test
    void nop() {
        ByteBuffer sqe = ring.entry();
        sqe.put(UringLayout.SQE_OPCODE, (byte) UringConstants.IORING_OP_NOP);
        sqe.putLong(UringLayout.SQE_USER_DATA, 0x1122334455667788L);
        assertEquals(1, ring.submit(1));
        assertEquals(0, ring.take(0x1122334455667788L));
    }

    @Test
    void read(@TempDir Path directory) throws Exception {
        Path path = Files.writeString(directory.resolve("file"), "0123456789");
        int file = PosixFileNative.open(LinuxConstants.AT_FDCWD, Scratch.path(path), LinuxConstants.O_RDONLY, 0);
        ByteBuffer buffer = Scratch.direct(16);
        ByteBuffer sqe = ring.entry();
        sqe.put(UringLayout.SQE_OPCODE, (byte) UringConstants.IORING_OP_READ);
        sqe.putInt(UringLayout.SQE_FD, file);
        sqe.putLong(UringLayout.SQE_OFF, 3);
        sqe.putLong(UringLayout.SQE_ADDR, MemoryNative.address(buffer));
        sqe.putInt(UringLayout.SQE_LEN, 16);
        sqe.putLong(UringLayout.SQE_USER_DATA, 7);
        assertEquals(1, ring.submit(1));
        assertEquals(7, ring.take(7));
        assertEquals("3456789", Scratch.text(buffer, 7));
        assertEquals(0, PosixFileNative.close(file));
    }

    @Test
    void failedEntryCompletesWithItsError() {
        ByteBuffer sqe = ring.entry();
        sqe.put(UringLayout.SQE_OPCODE, (byte) UringConstants.IORING_OP_READ);
        sqe.putInt(UringLayout.SQE_FD, -1);
        assertEquals(1, ring.submit(1));
        assertEquals(-Errno.EBADF, ring.take(0));
    }

    @Test
    void timeoutEndsAWait() {
        assumeTrue(ring.has(UringConstants.IORING_FEAT_EXT_ARG), "io_uring_enter without timeout (Linux before 5.11)");
        ByteBuffer timespec = Scratch.direct(UringLayout.TIMESPEC_SIZE);
        timespec.putLong(UringLayout.TIMESPEC_NSEC, TimeUnit.MILLISECONDS.toNanos(5));
        ByteBuffer arg = Scratch.direct(UringLayout.GETEVENTS_ARG_SIZE);
        arg.putLong(UringLayout.GETEVENTS_ARG_TS, MemoryNative.address(timespec));
        int flags = UringConstants.IORING_ENTER_GETEVENTS | UringConstants.IORING_ENTER_EXT_ARG;
        assertEquals(
                -Errno.ETIME,
                UringNative.enter(ring.fd, 0, 1, flags, MemoryNative.address(arg), UringLayout.GETEVENTS_ARG_SIZE));
    }

    @Test
    void completionSignalsARegisteredEventFd() {
        int event = EventFdNative.create();
        ByteBuffer fds = Scratch.direct(Integer.BYTES).putInt(0, event);
        assertEquals(
                0, UringNative.register(ring.fd, UringConstants.IORING_REGISTER_EVENTFD, MemoryNative.address(fds), 1));
        ring.entry().putLong(UringLayout.SQE_USER_DATA, 1);
        assertEquals(1, ring.submit(0));
        assertEquals(1, EventFdNative.await(event, TimeUnit.SECONDS.toNanos(30)));
        assertEquals(1, EventFdNative.read(event));
        assertEquals(0, ring.take(1));
        assertEquals(0, PosixFileNative.close(event));
    }

    @Test
    void probeKnowsTheOperationsOfItsTime() {
        int size = UringLayout.PROBE_SIZE + 64 * UringLayout.PROBE_OP_SIZE;
        ByteBuffer probe = Scratch.direct(size);
        assertEquals(
                0,
                UringNative.register(ring.fd, UringConstants.IORING_REGISTER_PROBE, MemoryNative.address(probe), 64));
        int read = UringLayout.PROBE_SIZE + UringConstants.IORING_OP_READ * UringLayout.PROBE_OP_SIZE;
        assertEquals(UringConstants.IORING_OP_READ, probe.get(read + UringLayout.PROBE_OP_OP));
        int flags = Short.toUnsignedInt(probe.getShort(read + UringLayout.PROBE_OP_FLAGS));
        assertNotEquals(0, flags & UringConstants.IO_URING_OP_SUPPORTED);
        assertTrue(Byte.toUnsignedInt(probe.get(UringLayout.PROBE_LAST_OP)) >= UringConstants.IORING_OP_READ);
    }

    @Test
    void ringIsCloseOnExec() {
        assertTrue(Scratch.isCloseOnExec(ring.fd));
    }

    @Test
    void errorsAreNegativeNumbers() {
        assertEquals(-Errno.EFAULT, UringNative.setup(8, 0));
        assertEquals(-Errno.EBADF, UringNative.enter(-1, 0, 0, 0, 0, 0));
        assertEquals(-Errno.EBADF, UringNative.register(Integer.MAX_VALUE, 0, 0, 0));
        assertEquals(-Errno.EBADF, UringNative.mmap(-1, 4096, 0));
        assertEquals(-Errno.EINVAL, UringNative.dontFork(1, 4096));
    }
}
