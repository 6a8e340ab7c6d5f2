/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** What is not the same in the class libraries of the JDK and of Android. Depends on neither of our other packages. */
package io.asyncfs.platform;
