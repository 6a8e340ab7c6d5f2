/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * Records that tell whether they are whole: numbered from 0, one after another in a file. Their lengths and bytes follow
 * from a seed, so that whoever knows it knows every byte that belongs into the file.
 *
 * <pre>
 *  0 magic  4 number  8 bytes of payload  12 CRC-32C of the 12 bytes before and the payload  16 payload
 * </pre>
 */
public final class Records {
    private static final int MAGIC = 0x72656331;
    private static final int HEADER = 16;
    private static final int MAX_PAYLOAD = 12_000;

    /** How a record is found. */
    public enum State {
        /** All of it is there. */
        WHOLE,
        /** Nothing of it is there: the file ends before, or has zeros in its place. */
        ABSENT,
        /** Some of it is there, and its checksum says so. */
        TORN,
        /** Its checksum holds, but these are not its bytes. */
        WRONG
    }

    private final long seed;
    private final int[] positions;

    /**
     * Makes as many as are wanted.
     *
     * @param seed of lengths and payloads
     * @param count how many there are
     * @param multiple what the length of a record is a multiple of: 1, or the alignment of direct I/O
     */
    public Records(long seed, int count, int multiple) {
        this.seed = seed;
        this.positions = new int[count + 1];
        for (int number = 0; number < count; number++) {
            Random random = random(number);
            // Some within a block, some over several.
            int payload = 1 + random.nextInt(random.nextInt(3) == 0 ? MAX_PAYLOAD : 600);
            int length = (HEADER + payload + multiple - 1) / multiple * multiple;
            positions[number + 1] = Math.addExact(positions[number], length);
        }
    }

    /** Returns how many there are. */
    public int count() {
        return positions.length - 1;
    }

    /** Returns where a record begins; for {@link #count}, where the last ends. */
    public int position(int number) {
        return positions[number];
    }

    /** Returns the bytes of a record. */
    public int length(int number) {
        return positions[number + 1] - positions[number];
    }

    /** Returns a record. */
    public byte[] bytes(int number) {
        byte[] record = new byte[length(number)];
        byte[] payload = new byte[record.length - HEADER];
        random(~number).nextBytes(payload);
        ByteBuffer.wrap(record)
                .putInt(MAGIC)
                .putInt(number)
                .putInt(payload.length)
                .put(HEADER, payload)
                .putInt(12, checksum(record, 0, payload.length));
        return record;
    }

    /** Looks for a record where it belongs. */
    public State state(int number, byte[] file) {
        int length = length(number);
        int from = Math.min(position(number), file.length);
        int to = Math.min(position(number) + length, file.length);
        if (isZero(file, from, to)) {
            return State.ABSENT;
        }
        if (to - from < length || !isIntact(number, file, from, length)) {
            return State.TORN;
        }
        return Arrays.equals(bytes(number), 0, length, file, from, to) ? State.WHOLE : State.WRONG;
    }

    /** What a program that only knows the format can tell. */
    private static boolean isIntact(int number, byte[] file, int from, int length) {
        ByteBuffer header = ByteBuffer.wrap(file, from, HEADER);
        return header.getInt() == MAGIC
                && header.getInt() == number
                && header.getInt() == length - HEADER
                && header.getInt() == checksum(file, from, length - HEADER);
    }

    private static int checksum(byte[] in, int from, int payload) {
        CRC32C crc = new CRC32C();
        crc.update(in, from, 12);
        crc.update(in, from + HEADER, payload);
        return (int) crc.getValue();
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private Random random(int number) {
        return new Random(seed * 31 + number * 0x9E3779B97F4A7C15L);
    }
}
