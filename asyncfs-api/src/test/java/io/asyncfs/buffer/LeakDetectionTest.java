/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.WeakReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeakDetectionTest {
    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    @AfterEach
    void restoreLevel() {
        ResourceLeakDetector.setLevel(level);
    }

    @Test
    void everyKindOfBufferIsTracked() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        try (AlignedBufAllocator allocator = new AlignedBufAllocator()) {
            for (int capacity : new int[] {0, 100, 4096, 1 << 20, 2 << 20}) {
                ByteBuf buf = allocator.buffer(capacity);
                assertTrue(buf.getClass().getSimpleName().contains("LeakAware"), buf::toString);
                assertInstanceOf(AlignedByteBuf.class, buf.unwrap());
                assertTrue(buf.release());
            }
        }
    }

    /**
     * Netty reports a leak when the buffer object is collected without a release, so the allocator must not itself keep
     * it alive. (Without records here: a report on purpose looks like a bug to whoever searches the output for one.)
     */
    @Test
    void aLostBufferIsCollectedAndItsMemoryIsNotReused() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        try (AlignedBufAllocator allocator = new AlignedBufAllocator()) {
            ByteBuf buf = allocator.buffer(4096);
            long address = buf.memoryAddress();
            WeakReference<ByteBuf> lost = new WeakReference<>(buf);
            buf = null;
            Awaitility.await().until(() -> {
                System.gc();
                return lost.get() == null;
            });
            assertEquals(4096, allocator.metric().pinnedDirectMemory());
            ByteBuf next = allocator.buffer(4096);
            assertNotEquals(address, next.memoryAddress());
            assertTrue(next.release());
        }
    }
}
