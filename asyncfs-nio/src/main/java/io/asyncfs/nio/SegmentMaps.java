/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFs;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.FileChannel;

/**
 * The one method of FileChannel that JDK 17 does not have: {@code MemorySegment map(MapMode, long, long, Arena)}, of JDK 22.
 * It cannot be written in a class that is compiled for 17, and a jar with a second version of the class could not be built
 * by 17. So where there is such a method, a subclass is made at run time, which has it and hands it to {@link #map}.
 */
final class SegmentMaps {
    /** FileChannel.map with an Arena; null before JDK 22. */
    private static final MethodHandle MAP = find();

    private static final MethodHandle CONSTRUCTOR = MAP == null ? null : define();

    private SegmentMaps() {}

    /** Returns a channel with all the methods of this virtual machine's FileChannel. */
    static AsyncFsFileChannel newChannel(AsyncFs fs, Opened opened) {
        if (CONSTRUCTOR == null) {
            return new AsyncFsFileChannel(fs, opened);
        }
        try {
            return (AsyncFsFileChannel) CONSTRUCTOR.invokeExact(fs, opened);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) { // it throws no checked exception
            throw new IllegalStateException(e);
        }
    }

    /** Called by the subclass. */
    static Object map(AsyncFsFileChannel channel, FileChannel.MapMode mode, long from, long size, Object arena)
            throws IOException {
        channel.checkOpen();
        return ChannelTransfers.byTwin(channel, jdk -> {
            try {
                return (Object) MAP.invokeExact(jdk, mode, from, size, arena);
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) { // it throws nothing else
                throw new IllegalStateException(e);
            }
        });
    }

    private static MethodHandle find() {
        try {
            Class<?> arena = Class.forName("java.lang.foreign.Arena");
            Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
            MethodType type = MethodType.methodType(segment, FileChannel.MapMode.class, long.class, long.class, arena);
            return MethodHandles.publicLookup()
                    .findVirtual(FileChannel.class, "map", type)
                    .asType(MethodType.methodType(
                            Object.class,
                            FileChannel.class,
                            FileChannel.MapMode.class,
                            long.class,
                            long.class,
                            Object.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Null where no class can be made at run time, as in a native image: there the method is unsupported. */
    private static MethodHandle define() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> defined = lookup.defineClass(SegmentSubclass.bytes());
            return lookup.findConstructor(defined, MethodType.methodType(void.class, AsyncFs.class, Opened.class))
                    .asType(MethodType.methodType(AsyncFsFileChannel.class, AsyncFs.class, Opened.class));
        } catch (ReflectiveOperationException | IOException | UnsupportedOperationException | LinkageError e) {
            return null;
        }
    }
}
