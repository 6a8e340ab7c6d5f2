/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.slowfs;

import static io.asyncfs.testsuite.harness.Contract.eventually;

import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.LoopDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A disk that the kernel's device mapper makes slow or broken, without a server in user space: dm-delay and dm-flakey over a
 * loop device, exchanged while the disk is in use. Needs a kernel with those modules, dmsetup(8) and root.
 *
 * <pre>
 *  device() -- linear, delay or flakey -- /dev/loopN -- a file
 * </pre>
 */
public final class MapperDisk implements FaultyDisk {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final int EIO = 5;
    private static final int SECTOR = 512;
    // dm-delay has no end; suspending it lets all go on that it has.
    private static final Duration HELD = Duration.ofSeconds(60);

    private final LoopDevice below;
    private final String name = "asyncfs-disk-" + ProcessHandle.current().pid() + '-' + MADE.incrementAndGet();
    private final long sectors;
    private final Map<SlowOp, Duration> delays = new EnumMap<>(SlowOp.class);
    private final Map<SlowOp, Integer> failures = new EnumMap<>(SlowOp.class);
    private String target;

    private MapperDisk(LoopDevice below, long sectors) {
        this.below = below;
        this.sectors = sectors;
        this.target = target();
    }

    /** Makes a disk of so many bytes, which {@code file} keeps. */
    public static MapperDisk make(Path file, long bytes) throws IOException {
        MapperDisk disk = new MapperDisk(LoopDevice.make(file, bytes, SECTOR), bytes / SECTOR);
        try {
            Commands.run("dmsetup", "create", disk.name, "--table", disk.target);
            return disk;
        } catch (IOException | AssertionError e) {
            disk.below.close();
            throw e;
        }
    }

    /** Returns the device, such as {@code /dev/mapper/asyncfs-disk-17-1}. */
    public Path device() {
        return Path.of("/dev/mapper", name);
    }

    @Override
    public MapperDisk delay(SlowOp op, Duration delay) {
        delays.put(op, delay);
        return exchange();
    }

    @Override
    public MapperDisk hold(SlowOp op) {
        return delay(op, HELD);
    }

    @Override
    public MapperDisk release(SlowOp op) {
        delays.remove(op);
        return exchange();
    }

    @Override
    public MapperDisk fail(SlowOp op, int errno) {
        if (errno != 0 && errno != EIO) {
            throw new IllegalArgumentException("a device fails with EIO, not with " + errno);
        }
        failures.put(op, errno);
        return exchange();
    }

    @Override
    public boolean isWaiting(SlowOp op) {
        return waiting(op) > 0;
    }

    @Override
    public void awaitWaiting(SlowOp op, int requests) {
        eventually(requests + " requests of " + op + " wait").until(() -> waiting(op) == requests);
    }

    @Override
    public void close() throws IOException {
        Commands.run("dmsetup", "remove", "--retry", name);
        below.close();
    }

    // delay_status in drivers/md/dm-delay.c: START LENGTH delay READS WRITES, those that it has.
    private int waiting(SlowOp op) {
        String[] status = run("dmsetup", "status", name).strip().split(" ");
        return status[2].equals("delay") ? Integer.parseInt(status[op == SlowOp.READ ? 3 : 4]) : 0;
    }

    /** Suspending waits for what is under way. The file system is not frozen, which would write all that is dirty. */
    private synchronized MapperDisk exchange() {
        String wanted = target();
        if (!wanted.equals(target)) {
            run("dmsetup", "suspend", "--nolockfs", name);
            run("dmsetup", "reload", name, "--table", wanted);
            run("dmsetup", "resume", name);
            target = wanted;
        }
        return this;
    }

    private String target() {
        String device = below.path() + " 0";
        if (failures.getOrDefault(SlowOp.READ, 0) != 0) {
            // Up for 0 s, then down for an hour, which fails writes too: error_reads came with Linux 6.5.
            return line("flakey " + device + " 0 3600");
        }
        if (failures.getOrDefault(SlowOp.WRITE, 0) != 0) {
            return line("flakey " + device + " 0 3600 1 error_writes");
        }
        long reads = millis(SlowOp.READ);
        long writes = millis(SlowOp.WRITE);
        return reads + writes == 0
                ? line("linear " + device)
                : line("delay " + device + ' ' + reads + ' ' + device + ' ' + writes);
    }

    private String line(String what) {
        return "0 " + sectors + ' ' + what;
    }

    private long millis(SlowOp op) {
        return delays.getOrDefault(op, Duration.ZERO).toMillis();
    }

    private static String run(String... command) {
        try {
            return Commands.run(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
