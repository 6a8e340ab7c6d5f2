/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/** What a user's call costs, measured by JMH. */
package io.asyncfs.jmh;
