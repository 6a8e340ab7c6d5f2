/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.spi;

/** The number of a device as the pool's lanes know it, the same however a port learned it; never 0. */
public final class DeviceKey {
    private DeviceKey() {}

    /** Returns the key for a major and minor number. */
    public static long of(long major, long minor) {
        return (major << 32 | minor & 0xffffffffL) + 1;
    }

    /** Returns the key for {@code st_dev} as glibc and the JDK's {@code unix:dev} encode it; see makedev(3). */
    public static long ofUnixDev(long dev) {
        long major = dev >>> 8 & 0xfff | dev >>> 32 & 0xfffff000L;
        long minor = dev & 0xff | dev >>> 12 & 0xffffff00L;
        return of(major, minor);
    }

    /** Returns the {@code major:minor} of a key, as sysfs names devices. */
    public static String name(long key) {
        long number = key - 1;
        return (number >>> 32) + ":" + (number & 0xffffffffL);
    }
}
