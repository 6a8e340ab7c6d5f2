/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.AsyncDirectory;

/**
 * What is served; shared by all connections.
 *
 * @param root nothing outside it is
 * @param types what the names say of the contents
 */
record Site(AsyncDirectory root, MimeTypes types) {}
