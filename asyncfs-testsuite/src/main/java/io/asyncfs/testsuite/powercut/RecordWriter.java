/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes {@link Records} into a file on a {@link LoggedDisk}, and acknowledges them: when a record must have become durable
 * it prints {@code ack N} and then puts the mark {@code ack-N} into the log, which says so of records 0 to N. Record N + 1
 * and others may be under way at that time.
 */
final class RecordWriter {
    private static final int GROUP = 4;
    private static final int GROUPS_IN_FLIGHT = 3;

    private final Trial trial;
    private final Records records;
    private final LoggedDisk disk;
    private final AsyncFs fs;

    private RecordWriter(Trial trial, Records records, LoggedDisk disk, AsyncFs fs) {
        this.trial = trial;
        this.records = records;
        this.disk = disk;
        this.fs = fs;
    }

    /** Writes them all. */
    static void write(Trial trial, Records records, LoggedDisk disk, String name) throws IOException {
        try (AsyncFs fs = AsyncFs.builder().backend(trial.backend()).build()) {
            EventLoopGroup loops = fs.newEventLoopGroup(2);
            new RecordWriter(trial, records, disk, fs).run(loops, disk.mounted().resolve(name));
            loops.shutdownGracefully(0, 15, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private void run(EventLoopGroup loops, Path path) throws IOException {
        AsyncFile file = Contract.await(open(loops, path));
        AsyncFile other = file.view(loops.next());
        Contract.await(fs.syncDirectory(path.getParent()));
        int half = records.count() / 2;
        for (int number = 0; number < half; number++) {
            // A sync covers what has been written, whoever asks for it.
            writeOne(number, file, number % 3 == 2 ? other : file);
        }
        writeInGroups(half, file);
        disk.mark("end");
        Contract.await(other.close());
        Contract.await(file.close());
    }

    private Future<AsyncFile> open(EventLoopGroup loops, Path path) throws IOException {
        if (!trial.direct()) {
            return fs.create(loops.next(), path);
        }
        try (FileChannel blocks = FileChannel.open(path, StandardOpenOption.CREATE_NEW, WRITE)) {
            blocks.write(ByteBuffer.allocate(records.position(records.count())));
            blocks.force(true);
        }
        return fs.open(loops.next(), path, WRITE, DirectIo.REQUIRED);
    }

    private void writeOne(int number, AsyncFile file, AsyncFile syncs) throws IOException {
        awaitWritten(number, write(number, file));
        trial.durability().begin(syncs).end();
        acknowledge(number);
    }

    /** Several groups are under way, each with a sync that is asked for before its writes have ended. */
    private void writeInGroups(int from, AsyncFile file) throws IOException {
        Deque<Group> inFlight = new ArrayDeque<>();
        for (int first = from; first < records.count(); first += GROUP) {
            List<Future<Integer>> writes = new ArrayList<>();
            for (int number = first; number < Math.min(first + GROUP, records.count()); number++) {
                writes.add(write(number, file));
            }
            inFlight.add(new Group(first, writes, trial.durability().begin(file)));
            if (inFlight.size() == GROUPS_IN_FLIGHT) {
                finish(inFlight.remove());
            }
        }
        while (!inFlight.isEmpty()) {
            finish(inFlight.remove());
        }
    }

    private void finish(Group group) throws IOException {
        int number = group.first;
        for (Future<Integer> write : group.writes) {
            awaitWritten(number++, write);
        }
        group.sync.end();
        acknowledge(number - 1);
    }

    private Future<Integer> write(int number, AsyncFile file) {
        byte[] record = records.bytes(number);
        if (number % 2 == 1 && !trial.direct()) {
            return file.append(Unpooled.wrappedBuffer(record));
        }
        ByteBuf buffer = fs.allocBuf(record.length).writeBytes(record);
        Future<Integer> written = trial.direct() ? file.write(buffer, records.position(number)) : file.append(buffer);
        buffer.release(); // the operation holds it
        return written;
    }

    private void awaitWritten(int number, Future<Integer> write) throws IOException {
        int count = Contract.await(write);
        if (count != records.length(number)) {
            throw new IOException(count + " of " + records.length(number) + " bytes of record " + number);
        }
    }

    private void acknowledge(int number) throws IOException {
        System.out.println("ack " + number);
        disk.mark("ack-" + number);
    }

    private record Group(int first, List<Future<Integer>> writes, Durability.Wait sync) {}
}
