/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsTest {
    private static final int COUNT = 9;
    private final Records records = new Records(42, COUNT, 1);

    @ParameterizedTest
    @ValueSource(ints = {1, 4096})
    void everyRecordIsWholeWhereItBelongs(int multiple) {
        Records some = new Records(7, 300, multiple);
        byte[] file = file(some);
        for (int number = 0; number < some.count(); number++) {
            assertEquals(0, some.length(number) % multiple);
            assertEquals(Records.State.WHOLE, some.state(number, file));
        }
        assertEquals(new Findings(300, false, List.of()), Findings.of(some, 300, file));
    }

    @Test
    void theFileMayEndAnywhereBehindWhatWasAcknowledged() {
        byte[] file = file(records);
        for (int length = 0; length <= file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            int whole = 0;
            while (whole < COUNT && records.position(whole + 1) <= length) {
                whole++;
            }
            Findings found = Findings.of(records, whole, cut);
            assertTrue(found.lost().isEmpty(), () -> "cut at " + cut.length + ": " + found);
            assertEquals(whole, found.whole());
            assertEquals(length > records.position(whole), found.tail());
            if (whole < COUNT) {
                assertFalse(Findings.of(records, whole + 1, cut).lost().isEmpty(), "one more was acknowledged");
            }
        }
    }

    @Test
    void everyByteOfAnAcknowledgedRecordCounts() {
        byte[] file = file(records);
        int from = records.position(3);
        for (int at = from; at < from + records.length(3); at++) {
            file[at] ^= 1;
            assertFalse(Findings.of(records, COUNT, file).lost().isEmpty(), "byte " + at);
            assertFalse(Findings.of(records, 4, file).lost().isEmpty(), "byte " + at);
            assertTrue(Findings.of(records, 3, file).lost().isEmpty(), "the tail is torn at byte " + at);
            assertTrue(Findings.of(records, 3, file).tail());
            file[at] ^= 1;
        }
    }

    @Test
    void aHoleIsNoRecord() {
        byte[] file = file(records);
        Arrays.fill(file, records.position(5), records.position(6), (byte) 0);
        assertEquals(Records.State.ABSENT, records.state(5, file));
        assertEquals(5, Findings.of(records, 5, file).whole());
        assertEquals(1, Findings.of(records, 8, file).lost().size());
    }

    @Test
    void aRecordWithOtherBytesIsWrongThoughItsChecksumHolds() {
        byte[] file = file(records);
        int from = records.position(4);
        int payload = records.length(4) - 16;
        file[from + 16] ^= 1;
        CRC32C crc = new CRC32C();
        crc.update(file, from, 12);
        crc.update(file, from + 16, payload);
        ByteBuffer.wrap(file).putInt(from + 12, (int) crc.getValue());
        assertEquals(Records.State.WRONG, records.state(4, file));
        assertFalse(Findings.of(records, 0, file).lost().isEmpty(), "acknowledged or not");
    }

    @Test
    void nothingMayFollowTheLastRecord() {
        byte[] file = file(records);
        assertFalse(Findings.of(records, COUNT, Arrays.copyOf(file, file.length + 1))
                .lost()
                .isEmpty());
    }

    private static byte[] file(Records records) {
        ByteBuffer file = ByteBuffer.allocate(records.position(records.count()));
        for (int number = 0; number < records.count(); number++) {
            file.put(records.bytes(number));
        }
        return file.array();
    }
}
