/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.engine;

import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Meter;
import io.asyncfs.benchmarks.work.Places;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;

/** Reads of one file by requests that Netty's handler passes on; the request's data is the number of its slot. */
final class NettyUringReads implements Session {
    private static final byte IORING_OP_READ = 22;

    private final FileChannel file;
    private final int descriptor;
    private final IoRegistration registration;
    private final Read[] slots;
    private final Slots running;
    private final int block;
    private boolean checksAll;

    NettyUringReads(IoEventLoop loop, Job job) throws IOException, InterruptedException, ExecutionException {
        running = new Slots(loop);
        block = job.workload().block();
        file = FileChannel.open(job.file(0), StandardOpenOption.READ);
        descriptor = descriptor(job.file(0));
        Places[] places = Places.of(job, job.workload().depth());
        slots = new Read[places.length];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Read(i, places[i], Unpooled.directBuffer(block, block));
        }
        registration = loop.register(new Completions()).get();
    }

    /** Netty's FileDescriptor opens for writing only, and Java shows no descriptor: it is looked up, see proc(5). */
    private static int descriptor(Path open) throws IOException {
        Path target = open.toRealPath();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.exists(descriptor)
                        && Files.readSymbolicLink(descriptor).equals(target)) {
                    return Integer.parseInt(descriptor.getFileName().toString());
                }
            }
        }
        throw new IOException("no descriptor of " + open);
    }

    @Override
    public void run(Meter meter) throws InterruptedException {
        checksAll = meter.pass().checksAll();
        running.run(meter, slots);
    }

    @Override
    public void close() throws IOException {
        registration.cancel();
        file.close();
        for (Read slot : slots) {
            slot.buffer.release();
        }
    }

    private final class Completions implements IoUringIoHandle {
        @Override
        public void handle(IoRegistration from, IoEvent event) {
            IoUringIoEvent completion = (IoUringIoEvent) event;
            slots[(int) completion.userData()].completed(completion.res());
        }

        @Override
        public void close() {}
    }

    private final class Read implements Slots.Slot {
        private final long number;
        private final Places place;
        private final ByteBuf buffer;
        private long start;

        Read(long number, Places place, ByteBuf buffer) {
            this.number = number;
            this.place = place;
            this.buffer = buffer;
        }

        @Override
        public void submit() {
            place.next();
            start = System.nanoTime();
            long submitted = registration.submit(new IoUringIoOps(
                    IORING_OP_READ,
                    (byte) 0,
                    (short) 0,
                    descriptor,
                    place.position(),
                    buffer.memoryAddress(),
                    block,
                    0,
                    number,
                    (short) 0,
                    (short) 0,
                    0,
                    0));
            if (submitted == -1) {
                running.failed(new IOException("Netty refused the request"));
            }
        }

        void completed(int result) {
            try {
                Blocks.expect(block, place, result);
                Blocks.check(buffer, block, place, checksAll);
            } catch (AssertionError e) {
                running.failed(e);
                return;
            }
            running.ended(this, start);
        }
    }
}
