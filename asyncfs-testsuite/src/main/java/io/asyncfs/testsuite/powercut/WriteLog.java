/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The log of a device mapper target log-writes ({@code drivers/md/dm-log-writes.c} of Linux, and
 * {@code Documentation/admin-guide/device-mapper/log-writes.rst}), read entry by entry. All numbers are little endian;
 * a sector is a logical block of the disk.
 *
 * <pre>
 *  sector 0   0 magic "jsfwshr"  8 version, 1  16 entries  24 bytes of a sector (4)
 *  sector 1   0 sector on the disk  8 sectors  16 flags  24 bytes of data
 *             32 text of a mark, as many bytes as the entry says
 *  sector 2   the data, as many sectors as the entry says, none for a discard
 *  ...        the next entry
 * </pre>
 *
 * A write is put here when a flush that began after its end has ended, or at its own end if it was FUA. So every
 * beginning of the log is what a disk with a volatile cache is sure to hold at that moment, and no more than that.
 */
public final class WriteLog implements AutoCloseable {
    private static final long MAGIC = 0x6a736677736872L;
    private static final int ENTRY_BYTES = 32;

    private final FileChannel log;
    private final int sectorSize;
    private final long entries;
    private final ByteBuffer sector;
    private long next;
    private long at;

    private WriteLog(FileChannel log) throws IOException {
        this.log = log;
        ByteBuffer header = ByteBuffer.allocate(ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(header, 0);
        if (header.getLong(0) != MAGIC || header.getLong(8) != 1) {
            throw new IOException("no log of dm-log-writes: magic " + Long.toHexString(header.getLong(0)) + ", version "
                    + header.getLong(8));
        }
        entries = header.getLong(16);
        sectorSize = header.getInt(24);
        if (sectorSize < 512 || Integer.bitCount(sectorSize) != 1) {
            throw new IOException("sectors of " + sectorSize + " bytes");
        }
        sector = ByteBuffer.allocate(sectorSize).order(ByteOrder.LITTLE_ENDIAN);
        at = sectorSize;
    }

    /** Opens the device, or a file that is a copy of it. */
    public static WriteLog open(Path path) throws IOException {
        FileChannel log = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new WriteLog(log);
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** Returns how many entries there are. */
    public long entries() {
        return entries;
    }

    /** Returns the next entry, or null after the last. */
    public LogEntry next() throws IOException {
        if (next == entries) {
            return null;
        }
        fill(sector, at);
        long flags = sector.getLong(16);
        boolean mark = (flags & LogEntry.MARK) != 0;
        long length = Math.multiplyExact(sector.getLong(8), (long) sectorSize);
        LogEntry entry = new LogEntry(
                next++,
                flags,
                Math.multiplyExact(sector.getLong(0), (long) sectorSize),
                length,
                mark ? text(sector.getLong(24)) : "",
                at + sectorSize);
        at += sectorSize + (entry.is(LogEntry.DISCARD) ? 0 : length);
        return entry;
    }

    /** Reads data of an entry, as much as {@code dst} takes, from {@code offset} within it. */
    public void read(LogEntry entry, long offset, ByteBuffer dst) throws IOException {
        if (entry.is(LogEntry.DISCARD | LogEntry.MARK) || offset + dst.remaining() > entry.length()) {
            throw new IllegalArgumentException(dst.remaining() + " bytes at " + offset + " of " + entry);
        }
        fill(dst, entry.dataAt() + offset);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    private String text(long length) throws IOException {
        if (length < 0 || length > sectorSize - ENTRY_BYTES) {
            throw new IOException("a mark of " + length + " bytes at " + at);
        }
        return new String(sector.array(), ENTRY_BYTES, (int) length, StandardCharsets.UTF_8);
    }

    private void fill(ByteBuffer dst, long position) throws IOException {
        dst.mark();
        for (long from = position; dst.hasRemaining(); ) {
            int count = log.read(dst, from);
            if (count < 0) {
                throw new EOFException("the log ends at " + from);
            }
            from += count;
        }
        dst.reset();
    }
}
