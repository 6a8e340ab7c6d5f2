/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import java.nio.ByteBuffer;

/**
 * A contiguous region of native memory from which buffers are cut, for registration with the kernel.
 *
 * @param address of the first byte, a multiple of the allocator's alignment; 0 where neither {@code Unsafe} nor
 *     {@code MemorySegment} tells addresses to Netty
 * @param length bytes
 * @param memory the region itself, which stays as long as something refers to it
 */
public record AlignedChunk(long address, int length, ByteBuffer memory) {}
