/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import java.lang.reflect.Field;
import java.util.List;

/**
 * Prints what these classes take for granted about Linux, for .ci/native to compare with the C headers of CPUs that no JVM
 * runs on here. Needs no native library. One field a line:
 *
 * <pre>
 * layout UringLayout.SQE_FD 4
 * name LinuxConstants.O_DIRECT
 * constant IORING_OP_READ 22u
 * </pre>
 */
final class PrintAbi {
    private PrintAbi() {}

    public static void main(String[] args) throws Exception {
        for (Class<?> layout : List.of(UringLayout.class, AioLayout.class, StatxLayout.class)) {
            for (Field field : layout.getFields()) {
                System.out.println("layout " + qualified(field) + " " + field.getLong(null));
            }
        }
        // Their values come from the library that is not loaded, so the class must not be initialised.
        for (Field field : LinuxConstants.class.getFields()) {
            System.out.println("name " + qualified(field));
        }
        for (Field field : UringConstants.class.getFields()) {
            long value = field.getLong(null);
            String literal = field.getType() == int.class
                    ? Integer.toUnsignedString((int) value) + "u"
                    : Long.toUnsignedString(value) + "ul";
            System.out.println("constant " + field.getName() + " " + literal);
        }
    }

    private static String qualified(Field field) {
        return field.getDeclaringClass().getSimpleName() + "." + field.getName();
    }
}
