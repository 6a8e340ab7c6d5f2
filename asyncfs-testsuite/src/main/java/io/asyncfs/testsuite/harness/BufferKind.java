/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;

/** The kinds of buffers that Netty programs hand to a file; each makes one with exactly so many writable bytes. */
public enum BufferKind {
    HEAP {
        @Override
        public ByteBuf writable(int length) {
            return Unpooled.buffer(length, length);
        }
    },
    DIRECT {
        @Override
        public ByteBuf writable(int length) {
            return UnpooledByteBufAllocator.DEFAULT.directBuffer(length, length);
        }
    },
    POOLED_HEAP {
        @Override
        public ByteBuf writable(int length) {
            return PooledByteBufAllocator.DEFAULT.heapBuffer(length, length);
        }
    },
    POOLED_DIRECT {
        @Override
        public ByteBuf writable(int length) {
            return PooledByteBufAllocator.DEFAULT.directBuffer(length, length);
        }
    },
    MISALIGNED_SLICE_OF_DIRECT {
        @Override
        public ByteBuf writable(int length) {
            return Unpooled.directBuffer(length + 13).slice(7, length).writerIndex(0);
        }
    },
    SLICE_OF_HEAP {
        @Override
        public ByteBuf writable(int length) {
            return Unpooled.buffer(length + 13).slice(7, length).writerIndex(0);
        }
    },
    DUPLICATE {
        @Override
        public ByteBuf writable(int length) {
            return Unpooled.directBuffer(length, length).duplicate();
        }
    },
    INDICES_IN_THE_MIDDLE {
        @Override
        public ByteBuf writable(int length) {
            return Unpooled.directBuffer(length + 10, length + 10).writeZero(10).skipBytes(10);
        }
    },
    WRAPPED_NIO_HEAP {
        @Override
        public ByteBuf writable(int length) {
            return Unpooled.wrappedBuffer(ByteBuffer.allocate(length)).writerIndex(0);
        }
    },
    WRAPPED_NIO_DIRECT {
        @Override
        public ByteBuf writable(int length) {
            return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(length)).writerIndex(0);
        }
    },
    COMPOSITE_OF_MIXED_COMPONENTS {
        @Override
        public ByteBuf writable(int length) {
            CompositeByteBuf composite = Unpooled.compositeBuffer(8);
            int third = length / 3;
            composite.addComponent(true, Unpooled.buffer(third, third).writeZero(third));
            composite.addComponent(
                    true, Unpooled.directBuffer(third + 9).writeZero(third + 9).slice(4, third));
            composite.addComponent(true, DIRECT.writable(length - 2 * third).writeZero(length - 2 * third));
            return composite.writerIndex(0);
        }
    },
    COMPOSITE_OF_A_THOUSAND_COMPONENTS {
        @Override
        public ByteBuf writable(int length) {
            int parts = Math.min(length, 1500);
            CompositeByteBuf composite = Unpooled.compositeBuffer(parts + 1);
            int at = 0;
            for (int i = 1; i <= parts; i++) {
                int end = (int) ((long) length * i / parts);
                composite.addComponent(
                        true, Unpooled.directBuffer(end - at, end - at).writeZero(end - at));
                at = end;
            }
            return composite.writerIndex(0);
        }
    },
    COMPOSITE_INSIDE_A_COMPOSITE {
        @Override
        public ByteBuf writable(int length) {
            int half = length / 2;
            ByteBuf inner = COMPOSITE_OF_MIXED_COMPONENTS.writable(half).writerIndex(half);
            ByteBuf rest = HEAP.writable(length - half).writeZero(length - half);
            return Unpooled.compositeBuffer(4).addComponents(true, inner, rest).writerIndex(0);
        }
    };

    /** Makes a buffer with {@code length} writable bytes. */
    public abstract ByteBuf writable(int length);
}
