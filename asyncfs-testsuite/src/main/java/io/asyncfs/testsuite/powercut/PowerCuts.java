/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import java.io.IOException;
import java.util.List;

/**
 * Cuts the power again and again: brings a disk forward along its log, and at every mark and every flush lets the file
 * system recover from what the disk held then, and looks for the records.
 */
final class PowerCuts {
    private final Records records;
    private final LoggedDisk logged;
    private final String name;
    private final boolean everywhere;
    private final ReplayedDisk disk;
    private int acknowledged;
    private int marks;
    private int recoveries;
    private int points;
    private int tails;
    private int ahead;
    private byte[] file;

    /**
     * Prepares them.
     *
     * @param name the file in which the records are
     * @param everywhere whether the power is cut after every write as well, as if the disk had kept it before it had to
     */
    PowerCuts(Records records, LoggedDisk logged, String name, boolean everywhere) throws IOException {
        this.records = records;
        this.logged = logged;
        this.name = name;
        this.everywhere = everywhere;
        this.disk = ReplayedDisk.of(logged.image());
    }

    /**
     * Cuts the power until something is lost, or everywhere up to the mark "end".
     *
     * @return what was lost
     * @throws IOException when that cannot be told
     */
    List<String> run() throws IOException {
        try (WriteLog log = WriteLog.open(logged.log())) {
            for (LogEntry entry = log.next(); entry != null; entry = log.next()) {
                if (entry.mark().equals("end")) {
                    requireAll();
                    return List.of();
                }
                follow(log, entry);
                List<String> lost = isPoint(entry) ? cutAfter(entry) : List.of();
                if (!lost.isEmpty()) {
                    return lost;
                }
            }
        }
        throw new IOException("the log has no mark \"end\"");
    }

    private void follow(WriteLog log, LogEntry entry) throws IOException {
        disk.apply(log, entry);
        if (entry.changesTheDisk()) {
            file = null;
        }
        if (entry.mark().startsWith("ack-")) {
            acknowledged = Integer.parseInt(entry.mark().substring(4)) + 1;
            marks++;
        }
    }

    private boolean isPoint(LogEntry entry) {
        return everywhere || entry.is(LogEntry.MARK | LogEntry.FLUSH | LogEntry.FUA);
    }

    private List<String> cutAfter(LogEntry entry) throws IOException {
        if (file == null) {
            file = logged.recover(disk, name);
            recoveries++;
        }
        points++;
        Findings found = Findings.of(records, acknowledged, file);
        tails += found.tail() ? 1 : 0;
        ahead += found.whole() > acknowledged ? 1 : 0;
        return found.lost().stream()
                .map(lost -> lost + ", after " + entry + ", with " + acknowledged + " acknowledged")
                .toList();
    }

    private void requireAll() throws IOException {
        if (acknowledged != records.count()) {
            throw new IOException("only " + acknowledged + " of " + records.count() + " records were acknowledged");
        }
    }

    /** Says what was done. */
    @Override
    public String toString() {
        return acknowledged + " of " + records.count() + " records acknowledged at " + marks + " marks; " + points
                + " power cuts with " + recoveries + " different disks; more than acknowledged was there at " + ahead
                + ", a torn tail at " + tails;
    }
}
