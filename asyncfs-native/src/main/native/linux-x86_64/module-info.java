/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** The native library of asyncfs for linux, x86_64. */
@SuppressWarnings("module")
module io.asyncfs.jni.linux.x86_64 {}
