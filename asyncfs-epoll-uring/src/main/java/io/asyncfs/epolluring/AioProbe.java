/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.BackendStatus;
import io.asyncfs.jni.AioLayout;
import io.asyncfs.jni.Errno;
import io.asyncfs.jni.MemoryNative;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds out whether Linux AIO works here, by a read that completes. */
final class AioProbe {
    private static final int MAX_TRIES = 16;

    private AioProbe() {}

    static BackendStatus probe() {
        try {
            long bytes = readOnce();
            return bytes == Long.BYTES
                    ? new BackendStatus(AioBackend.NAME, true, null, null)
                    : unavailable("a read through it gave " + bytes + ", expected 8 bytes", null);
        } catch (RingException e) {
            return switch (e.errno()) {
                case Errno.EAGAIN -> unavailable(explained(e).getMessage(), "raise fs.aio-max-nr");
                case Errno.ENOSYS ->
                    unavailable(
                            e.getMessage()
                                    + ": the kernel is built without it (CONFIG_AIO), or a seccomp filter hides it",
                            "another kernel; in a container allow io_setup, io_submit, io_getevents and io_destroy");
                case Errno.EPERM ->
                    unavailable(
                            e.getMessage() + ": a seccomp filter forbids it",
                            "allow io_setup, io_submit, io_getevents and io_destroy in the seccomp profile");
                default -> unavailable(e.getMessage(), null);
            };
        }
    }

    /** Reads an eventfd: no file is needed, and the answer is there when the submission returns. */
    private static long readOnce() throws RingException {
        AioContext context = new AioContext(UringProbe.DEFAULT_DEPTH);
        EventFd source = null;
        try {
            source = new EventFd();
            source.ring();
            ByteBuffer memory = ByteBuffer.allocateDirect(Long.BYTES);
            ByteBuffer iocb = ByteBuffer.allocateDirect(AioLayout.IOCB_SIZE).order(ByteOrder.nativeOrder());
            iocb.putShort(AioLayout.IOCB_OPCODE, (short) AioLayout.CMD_PREAD);
            iocb.putInt(AioLayout.IOCB_FD, source.fd());
            iocb.putLong(AioLayout.IOCB_BUF, MemoryNative.address(memory));
            iocb.putLong(AioLayout.IOCB_NBYTES, Long.BYTES);
            ByteBuffer pointer = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
            pointer.putLong(0, MemoryNative.address(iocb));
            int taken = 0;
            for (int tries = 0; tries < MAX_TRIES && taken != 1; tries++) {
                taken = context.submit(MemoryNative.address(pointer), 1);
                if (taken < 0 && !SystemCall.isTransient(-taken)) {
                    break;
                }
            }
            if (taken < 0) {
                throw new RingException("io_submit", -taken);
            }
            long[] result = {-Errno.ETIME};
            context.drain((data, bytes) -> result[0] = bytes, 1);
            Reference.reachabilityFence(iocb);
            Reference.reachabilityFence(memory);
            return result[0];
        } finally {
            context.close();
            if (source != null) {
                source.close();
            }
        }
    }

    /** Says which limit it was. */
    static IOException explained(RingException e) {
        return e.errno() == Errno.EAGAIN
                ? new IOException(
                        e.getMessage() + ": all requests that fs.aio-max-nr allows on this system are taken", e)
                : e;
    }

    private static BackendStatus unavailable(String cause, String fix) {
        return new BackendStatus(AioBackend.NAME, false, cause, fix);
    }
}
