/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory by address. Any thread. */
public final class MemoryNative {
    private MemoryNative() {}

    /**
     * Returns a buffer over memory that somebody else owns, in native byte order (slices and duplicates of it are
     * big-endian again, as in all of java.nio). It neither owns nor frees the memory.
     *
     * @param address of the first byte, not 0; valid for as long as the buffer is used
     * @param length in bytes
     * @throws IllegalArgumentException if the address is 0 or the length negative
     */
    public static ByteBuffer wrap(long address, int length) {
        if (address == 0 || length < 0) {
            throw new IllegalArgumentException(
                    "address (expected: != 0): " + address + ", length (expected: >= 0): " + length);
        }
        return wrap0(address, length).order(ByteOrder.nativeOrder());
    }

    /**
     * Returns the address of index 0 of a direct buffer, whatever its position.
     *
     * @throws IllegalArgumentException if the buffer is not direct
     */
    public static long address(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("buffer (expected: direct): " + direct);
        }
        return address0(direct);
    }

    /**
     * Maps zeroed memory, aligned to the page size, that stays until {@link #unmap(long, long)}: the garbage collector
     * does not know it.
     *
     * @param length in bytes, positive; rounded up to whole pages
     * @return the address, or {@code -errno}
     */
    public static native long mapAnonymous(long length);

    /**
     * Gives back memory of {@link #mapAnonymous(long)} or {@link UringNative#mmap(int, long, long)}.
     *
     * @param address as it was returned
     * @param length as it was given
     * @return 0 or {@code -errno}
     */
    public static native int unmap(long address, long length);

    private static native ByteBuffer wrap0(long address, int length);

    private static native long address0(ByteBuffer direct);
}
