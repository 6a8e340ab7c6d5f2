/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteLogTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void entriesAreReadInOrder(int sector) throws Exception {
        byte[] three = filled(3 * sector, 1);
        Path path = new LogBuilder(sector)
                .write(0, 7, three)
                .flush()
                .discard(2, 1000)
                .mark("ack-12")
                .write(LogEntry.FUA | LogEntry.FLUSH, 0, filled(sector, 2))
                .save(dir.resolve("log"));
        try (WriteLog log = WriteLog.open(path)) {
            assertEquals(5, log.entries());
            LogEntry write = log.next();
            assertEquals(new LogEntry(0, 0, 7L * sector, 3L * sector, "", 2L * sector), write);
            assertTrue(write.changesTheDisk());
            LogEntry flush = log.next();
            assertTrue(flush.is(LogEntry.FLUSH) && !flush.changesTheDisk());
            LogEntry discard = log.next();
            assertTrue(discard.is(LogEntry.DISCARD) && discard.changesTheDisk());
            assertEquals(1000L * sector, discard.length());
            LogEntry mark = log.next();
            assertEquals("ack-12", mark.mark());
            assertFalse(mark.changesTheDisk());
            LogEntry last = log.next();
            assertTrue(last.is(LogEntry.FUA) && last.is(LogEntry.FLUSH) && last.changesTheDisk());
            assertNull(log.next(), "what lies behind the last entry is none");
        }
    }

    @Test
    void aDiskIsBroughtForwardEntryByEntry() throws Exception {
        Path path = new LogBuilder(512)
                .write(0, 1, filled(1024, 1))
                .mark("a")
                .write(0, 2, filled(512, 2))
                .discard(1, 1)
                .save(dir.resolve("log"));
        byte[] expected = filled(2048, 9);
        Path disk = Files.write(dir.resolve("disk"), expected);
        ReplayedDisk replayed = ReplayedDisk.of(disk);
        try (WriteLog log = WriteLog.open(path)) {
            replayed.apply(log, log.next());
            Arrays.fill(expected, 512, 1536, (byte) 1);
            assertHolds(expected, replayed);
            replayed.apply(log, log.next());
            assertHolds(expected, replayed);
            replayed.apply(log, log.next());
            Arrays.fill(expected, 1024, 1536, (byte) 2);
            assertHolds(expected, replayed);
            replayed.apply(log, log.next());
            Arrays.fill(expected, 512, 1024, (byte) 0);
            assertHolds(expected, replayed);
        }
        assertArrayEquals(filled(2048, 9), Files.readAllBytes(disk), "the image stays");
    }

    @Test
    void aCopyUndoesWhatRecoveryWrote() throws Exception {
        byte[] content = filled(200_000, 3);
        ReplayedDisk replayed = ReplayedDisk.of(Files.write(dir.resolve("disk"), content));
        byte[] dirty = content.clone();
        dirty[0] = 1;
        dirty[150_000] = 1;
        dirty[199_999] = 1;
        Path copy = Files.write(dir.resolve("copy"), dirty);
        replayed.copyTo(copy);
        assertArrayEquals(content, Files.readAllBytes(copy));
    }

    @Test
    void whatIsNoLogIsRefused() throws Exception {
        Path other = new LogBuilder(512).flush().save(dir.resolve("other"), 1, 1);
        assertThrows(IOException.class, () -> WriteLog.open(other));
        Path cut = new LogBuilder(512).flush().save(dir.resolve("cut"), 0x6a736677736872L, 2);
        try (WriteLog log = WriteLog.open(cut)) {
            log.next();
            assertThrows(EOFException.class, log::next);
        }
        Path outside = new LogBuilder(512).write(0, 4, filled(512, 1)).save(dir.resolve("outside"));
        ReplayedDisk small = ReplayedDisk.of(Files.write(dir.resolve("small"), new byte[2048]));
        try (WriteLog log = WriteLog.open(outside)) {
            LogEntry entry = log.next();
            assertThrows(IOException.class, () -> small.apply(log, entry));
        }
    }

    private void assertHolds(byte[] expected, ReplayedDisk disk) throws IOException {
        Path copy = Files.write(dir.resolve("copy"), new byte[expected.length]);
        disk.copyTo(copy);
        assertArrayEquals(expected, Files.readAllBytes(copy));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
