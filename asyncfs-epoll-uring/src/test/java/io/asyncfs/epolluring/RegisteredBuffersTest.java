/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.NativeLibrary;
import io.asyncfs.spi.PooledMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegisteredBuffersTest {
    private static final int SLAB = 1 << 20;

    private final List<ByteBuffer> slabs = new ArrayList<>();
    private final PooledMemory memory = new PooledMemory() {
        @Override
        public int pieces() {
            return slabs.size();
        }

        @Override
        public ByteBuffer piece(int index) {
            return slabs.get(index);
        }
    };
    private Ring ring;

    @BeforeAll
    static void needsRings() {
        Needs.backends("io_uring");
    }

    @BeforeEach
    void makeRing() throws RingException {
        assertTrue(NativeLibrary.isAvailable(), () -> "" + NativeLibrary.unavailabilityCause());
        ring = new Ring(UringQueue.ENTRIES, UringQueue.completions(1));
        ring.enable();
    }

    @AfterEach
    void closeRing() {
        ring.close();
    }

    private RegisteredBuffers started(long lockable) {
        RegisteredBuffers registered = new RegisteredBuffers(memory, new LockedMemory(lockable));
        registered.start(ring);
        return registered;
    }

    private long addSlab() {
        slabs.add(ByteBuffer.allocateDirect(SLAB));
        return MemoryNative.address(slabs.get(slabs.size() - 1));
    }

    @Test
    void slabsAreRegisteredWhenTheyAreUsed() {
        RegisteredBuffers registered = started(Long.MAX_VALUE);
        long first = addSlab();
        assertEquals(0, registered.indexOf(first + 100, 4096));
        long second = addSlab();
        assertEquals(1, registered.indexOf(second + SLAB - 1, 1));
        assertEquals(0, registered.indexOf(first, SLAB));
    }

    @Test
    void memoryThatIsNotWhollyInOneIsNot() {
        RegisteredBuffers registered = started(Long.MAX_VALUE);
        long slab = addSlab();
        long other = MemoryNative.address(ByteBuffer.allocateDirect(10));
        assertEquals(RegisteredBuffers.NONE, registered.indexOf(other, 10));
        assertEquals(RegisteredBuffers.NONE, registered.indexOf(slab + SLAB - 1, 2));
        assertEquals(RegisteredBuffers.NONE, registered.indexOf(slab - 1, 2));
    }

    @Test
    void theLimitOfLockedMemoryIsKept() {
        RegisteredBuffers registered = started(SLAB);
        long first = addSlab();
        long second = addSlab();
        assertEquals(0, registered.indexOf(first, 1));
        assertEquals(RegisteredBuffers.NONE, registered.indexOf(second, 1));
        assertEquals(RegisteredBuffers.NONE, started(SLAB - 1).indexOf(first, 1));
    }

    @Test
    void closingGivesTheLockedMemoryBack() {
        LockedMemory locked = new LockedMemory(SLAB);
        RegisteredBuffers registered = new RegisteredBuffers(memory, locked);
        registered.start(ring);
        registered.indexOf(addSlab(), 1);
        registered.closed();
        assertTrue(locked.tryTake(SLAB));
    }

    @Test
    void moreSlabsThanPlacesAreUsedWithout() {
        RegisteredBuffers registered = started(Long.MAX_VALUE);
        for (int i = 0; i < RegisteredBuffers.MAX; i++) {
            assertEquals(i, registered.indexOf(addSlab(), SLAB));
        }
        assertEquals(RegisteredBuffers.NONE, registered.indexOf(addSlab(), SLAB));
    }

    /** The allocator may be closed while a loop still drains. */
    @Test
    void memoryThatWasGivenUpIsUsedWithout() {
        RegisteredBuffers registered = started(Long.MAX_VALUE);
        long first = addSlab();
        assertEquals(0, registered.indexOf(first, 1));
        slabs.add(null);
        assertEquals(RegisteredBuffers.NONE, registered.indexOf(1, 1));
        assertEquals(0, registered.indexOf(first, 1));
    }
}
