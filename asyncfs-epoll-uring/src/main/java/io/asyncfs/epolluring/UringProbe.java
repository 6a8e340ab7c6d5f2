/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.BackendStatus;
import io.asyncfs.jni.Errno;
import io.asyncfs.jni.EventFdNative;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.PosixFileNative;
import io.asyncfs.jni.UringConstants;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether io_uring works here, by a read that completes; version numbers say nothing about containers. */
final class UringProbe {
    private static final Path DISABLED = Path.of("/proc/sys/kernel/io_uring_disabled");

    private static final int MAX_TRIES = 16;

    /** Of a loop with default settings: what the system allows is found out with what a loop will ask for. */
    static final int DEFAULT_DEPTH = 1024;

    private UringProbe() {}

    static BackendStatus probe() {
        try {
            long bytes = readOnce();
            return bytes == Long.BYTES
                    ? new BackendStatus(UringBackend.NAME, true, null, null)
                    : unavailable("a read through the ring gave " + bytes + ", expected 8 bytes", null);
        } catch (RingException e) {
            return explain(e);
        }
    }

    /** Reads an eventfd through a ring: no file is needed, and the answer is there when the submission returns. */
    private static long readOnce() throws RingException {
        Ring ring = new Ring(UringQueue.ENTRIES, UringQueue.completions(DEFAULT_DEPTH));
        int eventFd = -1;
        try {
            ring.enable();
            eventFd = EventFdNative.create();
            if (eventFd < 0) {
                throw new RingException("eventfd", -eventFd);
            }
            EventFdNative.write(eventFd);
            ByteBuffer memory = ByteBuffer.allocateDirect(Long.BYTES);
            int at = ring.submission().next(UringConstants.IORING_OP_READ, eventFd, 0);
            ring.submission().memory(at, 0, MemoryNative.address(memory), Long.BYTES);
            ring.submission().publish();
            long[] result = {-Errno.ETIME};
            int entered = 0;
            for (int tries = 0; tries < MAX_TRIES && result[0] == -Errno.ETIME; tries++) {
                entered = ring.enter(ring.submission().unsubmitted());
                ring.completion().drain((token, bytes) -> result[0] = bytes, 1);
                if (entered < 0 && !SystemCall.isTransient(-entered)) {
                    break;
                }
            }
            Reference.reachabilityFence(memory);
            if (entered < 0 && result[0] == -Errno.ETIME) {
                throw new RingException("io_uring_enter", -entered);
            }
            return result[0];
        } finally {
            ring.close();
            if (eventFd >= 0) {
                PosixFileNative.close(eventFd);
            }
        }
    }

    private static BackendStatus explain(RingException e) {
        return switch (e.errno()) {
            case Errno.EPERM -> explainForbidden(e);
            case Errno.ENOSYS ->
                unavailable(
                        e.getMessage() + ": the kernel has no io_uring, or a seccomp filter hides it",
                        "Linux 5.10 or newer; in a container allow io_uring_setup, io_uring_enter and io_uring_register");
            case Errno.ENOMEM -> // before Linux 5.12, and again in 6.18
                unavailable(
                        e.getMessage() + ": the limit of locked memory (ulimit -l) is too low for a ring of "
                                + DEFAULT_DEPTH + " operations",
                        "raise it to 8192 KiB or more: ulimit -l, LimitMEMLOCK= of systemd, --ulimit memlock= of docker");
            case Errno.EMFILE, Errno.ENFILE ->
                unavailable(e.getMessage() + ": the limit of open files is reached (ulimit -n)", "raise it");
            default -> unavailable(e.getMessage(), null);
        };
    }

    private static BackendStatus explainForbidden(RingException e) {
        String disabled = "0";
        try {
            disabled = new String(Files.readAllBytes(DISABLED), StandardCharsets.US_ASCII).trim();
        } catch (IOException missing) {
            // older than 6.6: there is no such switch
        }
        return disabled.equals("0")
                ? unavailable(
                        e.getMessage() + ": a seccomp filter forbids it, as Docker's and containerd's defaults do",
                        "allow io_uring_setup, io_uring_enter and io_uring_register in the container's seccomp profile")
                : unavailable(
                        e.getMessage() + ": kernel.io_uring_disabled is " + disabled,
                        "sysctl -w kernel.io_uring_disabled=0");
    }

    private static BackendStatus unavailable(String cause, String fix) {
        return new BackendStatus(UringBackend.NAME, false, cause, fix);
    }
}
