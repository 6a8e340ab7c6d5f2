/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/**
 * The Java side of the native library, and nothing else: each class here declares the native methods that one C file of
 * the same name implements. There is no policy, no allocation and no state below this line. A call returns a count or
 * {@code -errno} (see {@link io.asyncfs.jni.Errno}); whoever calls makes the exception.
 *
 * <p>Start at {@link io.asyncfs.jni.NativeLibrary}: unless {@code isAvailable()} is true, every native method throws
 * {@link java.lang.UnsatisfiedLinkError}. Addresses are raw and unchecked: a wrong one ends the virtual machine.
 */
package io.asyncfs.jni;
