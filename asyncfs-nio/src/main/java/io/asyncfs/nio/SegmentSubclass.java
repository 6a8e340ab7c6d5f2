/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The class file of the subclass that {@link SegmentMaps} needs (JVM specification, chapter 4):
 *
 * <pre>{@code
 * final class SegmentFileChannel extends AsyncFsFileChannel {
 *     SegmentFileChannel(AsyncFs fs, Opened opened) {
 *         super(fs, opened);
 *     }
 *
 *     public MemorySegment map(MapMode mode, long from, long size, Arena arena) {
 *         return (MemorySegment) SegmentMaps.map(this, mode, from, size, arena);
 *     }
 * }
 * }</pre>
 */
final class SegmentSubclass {
    private static final int JDK_17 = 61;
    private static final int FINAL_SUPER_SYNTHETIC = 0x1030;
    private static final int PUBLIC = 1;
    private static final String PACKAGE = "io/asyncfs/nio/";
    private static final String MODE = "Ljava/nio/channels/FileChannel$MapMode;";
    private static final String SEGMENT = "java/lang/foreign/MemorySegment";

    private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
    private final DataOutputStream pool = new DataOutputStream(constants);
    private int next = 1;

    private SegmentSubclass() {}

    static byte[] bytes() throws IOException {
        return new SegmentSubclass().write();
    }

    private byte[] write() throws IOException {
        int own = type(PACKAGE + "SegmentFileChannel");
        int parent = type(PACKAGE + "AsyncFsFileChannel");
        int code = text("Code");
        int init = text("<init>");
        int initType = text("(Lio/asyncfs/AsyncFs;Lio/asyncfs/nio/Opened;)V");
        int superInit = method(parent, init, initType);
        int map = text("map");
        int mapType = text("(" + MODE + "JJLjava/lang/foreign/Arena;)L" + SEGMENT + ";");
        int helperType =
                text("(Lio/asyncfs/nio/AsyncFsFileChannel;" + MODE + "JJLjava/lang/Object;)Ljava/lang/Object;");
        int helper = method(type(PACKAGE + "SegmentMaps"), map, helperType);
        int segment = type(SEGMENT);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xcafebabe);
        out.writeInt(JDK_17);
        out.writeShort(next);
        constants.writeTo(out);
        shorts(out, FINAL_SUPER_SYNTHETIC, own, parent, 0, 0, 2); // neither interfaces nor fields, two methods
        // aload_0, aload_1, aload_2, invokespecial, return
        shorts(out, 0, init, initType, 1, code);
        body(out, 3, 3, 0x2a, 0x2b, 0x2c, 0xb7, superInit >> 8, superInit & 0xff, 0xb1);
        // aload_0, aload_1, lload_2, lload 4, aload 6, invokestatic, checkcast, areturn
        shorts(out, PUBLIC, map, mapType, 1, code);
        body(out, 7, 7, new int[] {
            0x2a,
            0x2b,
            0x20,
            0x16,
            4,
            0x19,
            6,
            0xb8,
            helper >> 8,
            helper & 0xff,
            0xc0,
            segment >> 8,
            segment & 0xff,
            0xb0
        });
        out.writeShort(0); // attributes
        return bytes.toByteArray();
    }

    private static void shorts(DataOutputStream out, int... values) throws IOException {
        for (int value : values) {
            out.writeShort(value);
        }
    }

    private static void body(DataOutputStream out, int stack, int locals, int... code) throws IOException {
        out.writeInt(12 + code.length);
        shorts(out, stack, locals);
        out.writeInt(code.length);
        for (int b : code) {
            out.writeByte(b);
        }
        shorts(out, 0, 0); // neither exceptions caught nor attributes
    }

    private int text(String text) throws IOException {
        pool.writeByte(1);
        pool.writeUTF(text);
        return next++;
    }

    private int type(String name) throws IOException {
        int text = text(name);
        pool.writeByte(7);
        pool.writeShort(text);
        return next++;
    }

    private int method(int owner, int name, int type) throws IOException {
        pool.writeByte(12);
        shorts(pool, name, type);
        int nameAndType = next++;
        pool.writeByte(10);
        shorts(pool, owner, nameAndType);
        return next++;
    }
}
