/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/**
 * Whether the native library is there, and if not, why. Any thread.
 *
 * <p>It is loaded once, at the first question. The library is the file that {@code -Dio.asyncfs.native.path} names, and
 * then no other; else the resource {@code META-INF/native/libasyncfs_1_<os>_<arch>.so}, found by the class loader of
 * this class. A resource is copied to a file of this user alone in {@code -Dio.asyncfs.native.workdir} (default
 * {@code java.io.tmpdir}), which is deleted once it is loaded. A failure is kept for the life of the class loader.
 */
public final class NativeLibrary {
    /** Delays the loading to the first use, and has the virtual machine make it happen once. */
    private static final class Loaded {
        static final Throwable CAUSE = load();

        private static Throwable load() {
            try {
                NativeLoader.load();
                NativeAbi.verify();
                return null;
            } catch (Throwable cause) {
                // Whatever it is: isAvailable() answers false and unavailabilityCause() has it.
                return cause;
            }
        }
    }

    private NativeLibrary() {}

    /** Returns whether the native methods of this package can be called. */
    public static boolean isAvailable() {
        return Loaded.CAUSE == null;
    }

    /** Returns why the library is not available, always the same object, or null if it is. */
    public static Throwable unavailabilityCause() {
        return Loaded.CAUSE;
    }

    /**
     * Returns normally if the library is available.
     *
     * @throws UnsatisfiedLinkError if it is not, with {@link #unavailabilityCause()} as its cause
     */
    public static void ensureAvailability() {
        if (Loaded.CAUSE != null) {
            UnsatisfiedLinkError error =
                    new UnsatisfiedLinkError("asyncfs native library not available: " + Loaded.CAUSE.getMessage());
            error.initCause(Loaded.CAUSE);
            throw error;
        }
    }
}
