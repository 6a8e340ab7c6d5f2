/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.nio.AsyncFsAsynchronousFileChannel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The method of FileChannel that the JDK which compiles this does not have. */
class SegmentMapsContract extends ChannelContract {
    private Class<?> arena;

    @BeforeEach
    void needsJdk22() throws ClassNotFoundException {
        assumeTrue(Runtime.version().feature() >= 22, "no such method before JDK 22");
        arena = Class.forName("java.lang.foreign.Arena");
    }

    private ByteBuffer map(FileChannel channel, FileChannel.MapMode mode, AutoCloseable open) throws Throwable {
        Method map = FileChannel.class.getMethod("map", FileChannel.MapMode.class, long.class, long.class, arena);
        try {
            Object segment = map.invoke(channel, mode, 10L, 20L, open);
            return (ByteBuffer) Class.forName("java.lang.foreign.MemorySegment")
                    .getMethod("asByteBuffer")
                    .invoke(segment);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void mapsIntoAnArena() throws Throwable {
        for (Whose whose : Whose.values()) {
            mapsIntoAnArena(whose);
        }
    }

    private void mapsIntoAnArena(Whose whose) throws Throwable {
        byte[] content = new byte[100];
        content[12] = 42;
        Path path = Files.write(path("file"), content);
        try (AutoCloseable open = (AutoCloseable) arena.getMethod("ofConfined").invoke(null)) {
            FileChannel channel = fileChannel(whose, path, Set.of());
            ByteBuffer mapped = map(channel, FileChannel.MapMode.READ_ONLY, open);
            assertEquals(20, mapped.remaining());
            assertEquals(42, mapped.get(2));
            assertThrows(NonWritableChannelException.class, () -> map(channel, FileChannel.MapMode.READ_WRITE, open));
            channel.close();
            assertEquals(42, mapped.get(2), "as long as the arena is open");
            assertThrowsExactly(ClosedChannelException.class, () -> map(channel, FileChannel.MapMode.READ_ONLY, open));
        }
    }

    /** Such memory may be another's by now, and no system call would notice. */
    @Test
    void memoryOfAClosedArenaIsNotTouched() throws Throwable {
        for (Whose whose : Whose.values()) {
            Path path = Files.write(path("file" + whose), new byte[100]);
            Set<StandardOpenOption> options = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
            AutoCloseable open = (AutoCloseable) arena.getMethod("ofShared").invoke(null);
            ByteBuffer mapped;
            try (FileChannel channel = fileChannel(whose, path, options)) {
                mapped = map(channel, FileChannel.MapMode.READ_WRITE, open);
                open.close();
                assertThrows(IllegalStateException.class, () -> channel.read(mapped, 0));
                assertThrows(IllegalStateException.class, () -> channel.write(mapped, 0));
            }
            if (whose == Whose.OURS) { // the JDK's never answers
                try (AsynchronousFileChannel channel = asynchronous(whose, path, options, null)) {
                    assertThrows(IllegalStateException.class, () -> channel.read(mapped, 0));
                    assertThrows(IllegalStateException.class, () -> channel.write(mapped, 0));
                }
            }
        }
    }

    /** Memory of one thread cannot be given to the engine: told at once, instead of never. */
    @Test
    void memoryOfOneThreadIsRefusedByAsynchronousChannels() throws Throwable {
        Path path = Files.write(path("file"), new byte[100]);
        try (AutoCloseable open = (AutoCloseable) arena.getMethod("ofConfined").invoke(null);
                FileChannel channel = fileChannel(Whose.OURS, path, Set.of());
                FileChannel writable =
                        fileChannel(Whose.OURS, path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
                AsyncFsAsynchronousFileChannel asynchronous =
                        AsyncFsAsynchronousFileChannel.open(engine(), path, Set.of(), null)) {
            ByteBuffer mapped = map(writable, FileChannel.MapMode.READ_WRITE, open);
            assertThrows(UnsupportedOperationException.class, () -> asynchronous.read(mapped, 0));
            assertEquals(20, channel.read(mapped, 0), "a platform thread reads into it itself");
        }
    }
}
