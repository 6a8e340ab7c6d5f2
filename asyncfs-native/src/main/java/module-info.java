/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** The native library of asyncfs and the Java declarations it implements. */
@SuppressWarnings("module") // The ports are not there when this is compiled.
module io.asyncfs.jni {
    exports io.asyncfs.jni to
            io.asyncfs.epolluring,
            io.asyncfs.kqueueaio,
            io.asyncfs.windowsiocp,
            io.asyncfs.testsuite;
}
