/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import java.nio.ByteBuffer;

/** Calls every kind of native method; run with -Xcheck:jni by {@link NativeLibraryTest}. */
public final class CheckedCalls {
    private CheckedCalls() {}

    /** Prints "done" at its end. */
    public static void main(String[] args) {
        NativeLibrary.ensureAvailability();
        int fd = PosixFileNative.open(LinuxConstants.AT_FDCWD, Scratch.path("/proc/self/maps"), 0, 0);
        int root = PosixFileNative.open(LinuxConstants.AT_FDCWD, Scratch.path("/"), LinuxConstants.O_DIRECTORY, 0);
        int beneath = PosixFileNative.openBeneath(root, Scratch.path("proc/../proc"), LinuxConstants.O_DIRECTORY, 0);
        int refused = PosixFileNative.open(root, null, 0, 0) + PosixFileNative.open(root, new byte[5000], 0, 0);
        ByteBuffer statx = Scratch.direct(StatxLayout.SIZE_OF);
        long address = MemoryNative.address(statx);
        PosixFileNative.statx(root, Scratch.path("proc"), 0, LinuxConstants.STATX_BASIC_STATS, address);
        PosixFileNative.pread(fd, address, 8, 0);
        int event = EventFdNative.create();
        EventFdNative.write(event);
        EventFdNative.await(event, 0);
        EventFdNative.read(event);
        long mapped = MemoryNative.mapAnonymous(4096);
        MemoryNative.wrap(mapped, 4096).putInt(0, event);
        MemoryNative.unmap(mapped, 4096);
        UringNative.setup(0, 0);
        UringNative.enter(-1, 0, 0, 0, 0, 0);
        UringNative.register(Integer.MAX_VALUE, 0, 0, 0);
        UringNative.mmap(-1, 4096, 0);
        UringNative.dontFork(1, 4096);
        for (int open : new int[] {fd, root, beneath, event}) {
            PosixFileNative.close(open);
        }
        System.out.println("refused " + refused + ", done");
    }
}
