/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a log as dm-log-writes does. */
final class LogBuilder {
    private final int sector;
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private long count;

    LogBuilder(int sector) {
        this.sector = sector;
    }

    LogBuilder write(long flags, long at, byte[] data) {
        add(flags, at, data.length / sector, new byte[0]);
        entries.writeBytes(data);
        return this;
    }

    LogBuilder flush() {
        return add(LogEntry.FLUSH, 0, 0, new byte[0]);
    }

    LogBuilder discard(long at, long sectors) {
        return add(LogEntry.DISCARD, at, sectors, new byte[0]);
    }

    LogBuilder mark(String text) {
        return add(LogEntry.MARK, 0, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    private LogBuilder add(long flags, long at, long sectors, byte[] text) {
        ByteBuffer entry = ByteBuffer.allocate(sector).order(ByteOrder.LITTLE_ENDIAN);
        entry.putLong(at).putLong(sectors).putLong(flags).putLong(text.length).put(text);
        entries.writeBytes(entry.array());
        count++;
        return this;
    }

    /** Saves it, with bytes behind the last entry that are none of it. */
    Path save(Path path) throws IOException {
        return save(path, 0x6a736677736872L, count);
    }

    Path save(Path path, long magic, long entryCount) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(sector).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(magic).putLong(1).putLong(entryCount).putInt(sector);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header.array());
        all.writeBytes(entries.toByteArray());
        all.writeBytes("an older log".getBytes(StandardCharsets.UTF_8));
        return Files.write(path, all.toByteArray());
    }
}
