/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

/** Prints whether the library is available, and why not; run by {@link NativeLibraryTest}. */
public final class PrintCause {
    private PrintCause() {}

    /** Prints one line for each thing asked. */
    public static void main(String[] args) {
        System.out.println("available " + NativeLibrary.isAvailable());
        Throwable cause = NativeLibrary.unavailabilityCause();
        System.out.println("cause " + cause);
        System.out.println("same " + (cause == NativeLibrary.unavailabilityCause()));
        try {
            NativeLibrary.ensureAvailability();
        } catch (UnsatisfiedLinkError e) {
            System.out.println("ensure " + (e.getCause() == cause));
        }
        try {
            System.out.println("direct " + LinuxConstants.O_DIRECT);
        } catch (UnsatisfiedLinkError e) {
            System.out.println("constants " + (e.getCause() == cause));
        }
        try {
            System.out.println("descriptor " + EventFdNative.create());
        } catch (UnsatisfiedLinkError e) {
            System.out.println("no native method");
        }
    }
}
