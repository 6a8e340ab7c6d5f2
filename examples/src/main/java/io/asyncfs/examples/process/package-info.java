/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
/** What a command has to do with its process: the signals that end it. */
package io.asyncfs.examples.process;
