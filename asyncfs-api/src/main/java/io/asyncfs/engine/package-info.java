/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */

/**
 * Everything that is the same on every system. The path of one read: {@link io.asyncfs.engine.EngineFile} checks and makes
 * a {@link io.asyncfs.engine.FileOp}; {@link io.asyncfs.engine.LoopEngine} admits it, queues it, gives it to the
 * {@link io.asyncfs.spi.KernelQueue} or the {@link io.asyncfs.engine.BlockingPool}, and takes the result back;
 * {@link io.asyncfs.engine.Outcome} moves indices and cursor and says what the promise gets.
 */
package io.asyncfs.engine;
