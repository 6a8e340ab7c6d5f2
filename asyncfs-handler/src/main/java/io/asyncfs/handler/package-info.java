/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * Files as the content of Netty's handlers: {@link io.asyncfs.handler.ChunkedAsyncFile} is what a
 * {@link io.netty.handler.stream.ChunkedWriteHandler} sends, over TLS, HTTP/1.1 and HTTP/2 as well.
 */
package io.asyncfs.handler;
