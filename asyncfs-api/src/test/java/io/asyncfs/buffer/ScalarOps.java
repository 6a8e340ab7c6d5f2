/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.buffer;

import static io.asyncfs.buffer.BufferOps.bytes;
import static io.asyncfs.buffer.BufferOps.near;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The {@link BufferOps} on numbers and text. */
final class ScalarOps {
    private ScalarOps() {}

    static void addTo(List<BufferOps.Op> ops) {
        addScalarGets(ops);
        addScalarSets(ops);
        addReadsAndWrites(ops);
    }

    @SuppressWarnings("deprecation") // order(ByteOrder) is what is tested
    private static void addScalarGets(List<BufferOps.Op> ops) {
        ops.add((b, r) -> b.getByte(near(r, b.capacity())));
        ops.add((b, r) -> b.getUnsignedByte(near(r, b.capacity())));
        ops.add((b, r) -> b.getBoolean(near(r, b.capacity())));
        ops.add((b, r) -> b.getShort(near(r, b.capacity())));
        ops.add((b, r) -> b.getShortLE(near(r, b.capacity())));
        ops.add((b, r) -> b.getUnsignedMedium(near(r, b.capacity())));
        ops.add((b, r) -> b.getUnsignedMediumLE(near(r, b.capacity())));
        ops.add((b, r) -> b.getMedium(near(r, b.capacity())));
        ops.add((b, r) -> b.getMediumLE(near(r, b.capacity())));
        ops.add((b, r) -> b.getInt(near(r, b.capacity())));
        ops.add((b, r) -> b.getIntLE(near(r, b.capacity())));
        ops.add((b, r) -> b.getUnsignedInt(near(r, b.capacity())));
        ops.add((b, r) -> b.getLong(near(r, b.capacity())));
        ops.add((b, r) -> b.getLongLE(near(r, b.capacity())));
        ops.add((b, r) -> b.getChar(near(r, b.capacity())));
        ops.add((b, r) -> Float.floatToRawIntBits(b.getFloat(near(r, b.capacity()))));
        ops.add((b, r) -> Double.doubleToRawLongBits(b.getDouble(near(r, b.capacity()))));
        ops.add((b, r) -> b.order(ByteOrder.LITTLE_ENDIAN).getLong(near(r, b.capacity())));
        ops.add((b, r) -> b.order(ByteOrder.LITTLE_ENDIAN).getUnsignedMedium(near(r, b.capacity())));
    }

    @SuppressWarnings("deprecation") // order(ByteOrder) is what is tested
    private static void addScalarSets(List<BufferOps.Op> ops) {
        ops.add((b, r) -> b.setByte(near(r, b.capacity()), r.nextInt()));
        ops.add((b, r) -> b.setBoolean(near(r, b.capacity()), r.nextBoolean()));
        ops.add((b, r) -> b.setShort(near(r, b.capacity()), r.nextInt()));
        ops.add((b, r) -> b.setShortLE(near(r, b.capacity()), r.nextInt()));
        ops.add((b, r) -> b.setMedium(near(r, b.capacity()), r.nextInt()));
        ops.add((b, r) -> b.setMediumLE(near(r, b.capacity()), r.nextInt()));
        ops.add((b, r) -> b.setInt(near(r, b.capacity()), r.nextInt()));
        ops.add((b, r) -> b.setIntLE(near(r, b.capacity()), r.nextInt()));
        ops.add((b, r) -> b.setLong(near(r, b.capacity()), r.nextLong()));
        ops.add((b, r) -> b.setLongLE(near(r, b.capacity()), r.nextLong()));
        ops.add((b, r) -> b.setChar(near(r, b.capacity()), r.nextInt()));
        ops.add((b, r) -> b.setDouble(near(r, b.capacity()), r.nextDouble()));
        ops.add((b, r) -> b.order(ByteOrder.LITTLE_ENDIAN).setInt(near(r, b.capacity()), r.nextInt()) != null);
    }

    private static void addReadsAndWrites(List<BufferOps.Op> ops) {
        ops.add((b, r) -> b.readByte());
        ops.add((b, r) -> b.readShort());
        ops.add((b, r) -> b.readShortLE());
        ops.add((b, r) -> b.readMedium());
        ops.add((b, r) -> b.readMediumLE());
        ops.add((b, r) -> b.readInt());
        ops.add((b, r) -> b.readIntLE());
        ops.add((b, r) -> b.readLong());
        ops.add((b, r) -> b.readLongLE());
        ops.add((b, r) -> b.writeByte(r.nextInt()));
        ops.add((b, r) -> b.writeShort(r.nextInt()));
        ops.add((b, r) -> b.writeShortLE(r.nextInt()));
        ops.add((b, r) -> b.writeMedium(r.nextInt()));
        ops.add((b, r) -> b.writeMediumLE(r.nextInt()));
        ops.add((b, r) -> b.writeInt(r.nextInt()));
        ops.add((b, r) -> b.writeIntLE(r.nextInt()));
        ops.add((b, r) -> b.writeLong(r.nextLong()));
        ops.add((b, r) -> b.writeLongLE(r.nextLong()));
        ops.add((b, r) -> b.writeBytes(bytes(r, r.nextInt(3000))));
        ops.add((b, r) -> b.writeZero(near(r, 600)));
        ops.add((b, r) -> b.writeCharSequence("na\u00efve \u20ac " + r.nextInt(), StandardCharsets.UTF_8));
        ops.add((b, r) -> b.readCharSequence(near(r, b.readableBytes()), StandardCharsets.ISO_8859_1));
    }
}
