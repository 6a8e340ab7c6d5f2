/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import io.asyncfs.platform.ByteBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A direct buffer on an aligned {@link Block}, pooled together with it: while free it waits in a stack of its size class.
 */
final class AlignedByteBuf extends DirectAccessByteBuf {
    private final AlignedBufAllocator allocator;
    private Block block;
    private int capacity;

    /** Makes a free buffer; {@link #reuse} brings it to life. */
    AlignedByteBuf(AlignedBufAllocator allocator, Block block) {
        this.allocator = allocator;
        adopt(block);
        setRefCnt(0);
    }

    Block block() {
        return block;
    }

    private void adopt(Block newBlock) {
        block = newBlock;
        memory = newBlock.memory;
    }

    void reuse(int initialCapacity, int maxCapacity) {
        block.markDirty(initialCapacity);
        capacity = initialCapacity;
        maxCapacity(maxCapacity);
        clear();
        markReaderIndex();
        markWriterIndex();
        resetRefCnt();
    }

    @Override
    protected void deallocate() {
        allocator.recycle(this);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public ByteBuf capacity(int newCapacity) {
        checkNewCapacity(newCapacity);
        if (newCapacity > block.length()) {
            moveToBlockOf(newCapacity);
        } else if (newCapacity < capacity) {
            trimIndicesToCapacity(newCapacity);
        }
        block.markDirty(newCapacity);
        capacity = newCapacity;
        return this;
    }

    private void moveToBlockOf(int newCapacity) {
        AlignedByteBuf other = allocator.take(newCapacity);
        Block old = block;
        ByteBuffers.copy(memory, 0, other.memory, 0, capacity);
        adopt(other.block);
        other.adopt(old);
        allocator.recycle(other);
    }

    @Override
    public int maxFastWritableBytes() {
        return Math.min(block.length(), maxCapacity()) - writerIndex();
    }

    @Override
    public ByteBufAllocator alloc() {
        return allocator;
    }

    /**
     * {@inheritDoc}
     *
     * @deprecated as in {@link ByteBuf}
     */
    @Override
    @Deprecated
    public ByteOrder order() {
        return ByteOrder.BIG_ENDIAN;
    }

    @Override
    public ByteBuf unwrap() {
        return null;
    }

    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public boolean isContiguous() {
        return true;
    }

    @Override
    public boolean hasArray() {
        return false;
    }

    @Override
    public byte[] array() {
        throw new UnsupportedOperationException("direct buffer");
    }

    @Override
    public int arrayOffset() {
        throw new UnsupportedOperationException("direct buffer");
    }

    @Override
    public boolean hasMemoryAddress() {
        return block.address != 0;
    }

    @Override
    public long memoryAddress() {
        ensureAccessible();
        if (block.address == 0) {
            throw new UnsupportedOperationException("the address of direct memory is not known on this JVM");
        }
        return block.address;
    }

    @Override
    public int nioBufferCount() {
        return 1;
    }

    @Override
    public ByteBuffer nioBuffer(int index, int length) {
        checkIndex(index, length);
        return memory.slice(index, length);
    }

    @Override
    public ByteBuffer[] nioBuffers(int index, int length) {
        return new ByteBuffer[] {nioBuffer(index, length)};
    }

    @Override
    public ByteBuffer internalNioBuffer(int index, int length) {
        checkIndex(index, length);
        return ByteBuffers.window(block.view, index, index + length);
    }
}
