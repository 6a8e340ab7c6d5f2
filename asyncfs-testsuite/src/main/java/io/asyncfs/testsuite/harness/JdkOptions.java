/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.nio.file.OpenOption;

/** Options of the JDK that javac of newer JDKs warns of, although they are exported: "internal proprietary API". */
public final class JdkOptions {
    private JdkOptions() {}

    /** Returns {@code com.sun.nio.file.ExtendedOpenOption.DIRECT}. */
    public static OpenOption direct() throws ReflectiveOperationException {
        return (OpenOption) Class.forName("com.sun.nio.file.ExtendedOpenOption")
                .getField("DIRECT")
                .get(null);
    }
}
