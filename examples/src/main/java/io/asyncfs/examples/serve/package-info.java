/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * A web server for static files: sockets and files on the same event loops, no file system call on any of them.
 *
 * <pre>
 * bytes -> ConnectionTimeouts -> HttpRequestDecoder -> StaticFileHandler     one per connection: order, keep-alive, closing
 *                                                        Exchange            one per request: check, open, stat, decide
 *                                                          FileContent       read ahead while the client takes it (ChunkedAsyncFile)
 * </pre>
 *
 * <p>{@link io.asyncfs.examples.serve.StaticFileServer} puts it together, {@link io.asyncfs.examples.serve.ServeCommand}
 * is the program.
 */
package io.asyncfs.examples.serve;
