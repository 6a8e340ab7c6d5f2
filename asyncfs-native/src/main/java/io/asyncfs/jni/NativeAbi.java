/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/**
 * What the C compiler knows and Java has to: the values of constants, which may differ between CPUs, and the layouts of
 * structures. One native call describes all of it, by name.
 */
public final class NativeAbi {
    /** The contract between these classes and the library; part of the library's file name. */
    public static final int VERSION = 1;

    /** Not in static fields of NativeAbi itself: JNI_OnLoad initialises that class before its methods are registered. */
    private static final class Table {
        static final Map<String, Long> VALUES = read();
    }

    private NativeAbi() {}

    /** Returns the value of a field of LinuxConstants. */
    static int constant(String name) {
        NativeLibrary.ensureAvailability();
        // The upper half of an unsigned C constant becomes a negative int with the same bits.
        return Table.VALUES.get("LinuxConstants." + name).intValue();
    }

    /**
     * Compares the library with the classes, right after it was loaded.
     *
     * @throws UnsatisfiedLinkError that names what differs
     */
    static void verify() {
        Long version = Table.VALUES.get("NativeAbi.VERSION");
        if (version == null || version != VERSION) {
            throw new UnsatisfiedLinkError("the native library is of ABI version " + version + ", expected " + VERSION);
        }
        verifyValues(UringLayout.class);
        verifyValues(AioLayout.class);
        verifyValues(StatxLayout.class);
        // The names only: to read the values would initialise the class, which asks whether loading succeeded.
        for (Field field : LinuxConstants.class.getFields()) {
            valueOf(field);
        }
    }

    private static void verifyValues(Class<?> layout) {
        for (Field field : layout.getFields()) {
            long expected = readStatic(field);
            long actual = valueOf(field);
            if (actual != expected) {
                throw new UnsatisfiedLinkError("the native library has " + actual + " for " + layout.getSimpleName()
                        + "." + field.getName() + ", expected " + expected);
            }
        }
    }

    private static long valueOf(Field field) {
        String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
        Long value = Table.VALUES.get(name);
        if (value == null) {
            throw new UnsatisfiedLinkError("the native library does not know " + name);
        }
        return value;
    }

    private static long readStatic(Field field) {
        try {
            if (Modifier.isStatic(field.getModifiers())) {
                return field.getLong(null);
            }
            throw new IllegalStateException("not static: " + field);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Long> read() {
        int count = describe(new String[0], new long[0]);
        String[] names = new String[count];
        long[] values = new long[count];
        describe(names, values);
        Map<String, Long> table = new HashMap<>();
        for (int i = 0; i < count; i++) {
            table.put(names[i], values[i]);
        }
        return table;
    }

    /** Fills both arrays and returns the number of entries; arrays that are too short for them stay as they are. */
    private static native int describe(String[] names, long[] values);
}
