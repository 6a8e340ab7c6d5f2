/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.HOURS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.asyncfs.testsuite.harness.JdkOptions;
import io.asyncfs.testsuite.harness.VirtualThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same random transfers past the page cache on the JDK's channels and on ours. What is aligned is so for every device, and
 * what is not for none: in between the JDK asks for more than we do, the block of the file system. Only of file channels is
 * the latter compared, as the JDK's asynchronous channel leaves it to the kernel; and without buffers on the heap, with which
 * that one fails, and JDK 17's file channel at times.
 */
@Tag("model")
@Tag("slow")
@Timeout(value = 2, unit = HOURS) // a million operations by hand
class DirectChannelModelContract extends ChannelContract {
    private static final int BLOCK = 4096;
    private static final int MOST_BLOCKS = 5;

    /** One transfer, which tells how many bytes it moved. */
    private interface Call {
        long on(ByteBuffer buffer, long position) throws Exception;
    }

    /** What is compared with another. */
    private record Side(Call read, Call write, Call readHere, Call writeHere, Call truncate) {}

    private static Set<OpenOption> options() throws ReflectiveOperationException {
        return Set.of(READ, WRITE, CREATE_NEW, JdkOptions.direct());
    }

    @Test
    void fileChannels() throws Exception {
        try (FileChannel jdk = fileChannel(Whose.THE_JDKS, path("jdk"), options());
                FileChannel ours = fileChannel(Whose.OURS, path("ours"), options())) {
            compare(of(jdk), of(ours), true);
            if (VirtualThreads.available()) {
                VirtualThreads.run(() -> {
                    compare(of(jdk), of(ours), true);
                    return null;
                });
            }
        } catch (UnsupportedOperationException | FileSystemException e) {
            abort("no direct I/O here: " + e);
        }
        assertArrayEquals(Files.readAllBytes(path("jdk")), Files.readAllBytes(path("ours")));
    }

    @Test
    void asynchronousChannels() throws Exception {
        try (AsynchronousFileChannel jdk = asynchronous(Whose.THE_JDKS, path("jdk"), options(), null);
                AsynchronousFileChannel ours = asynchronous(Whose.OURS, path("ours"), options(), null)) {
            compare(of(jdk), of(ours), false);
        } catch (UnsupportedOperationException | FileSystemException e) {
            abort("no direct I/O here: " + e);
        }
        assertArrayEquals(Files.readAllBytes(path("jdk")), Files.readAllBytes(path("ours")));
    }

    private static Side of(FileChannel channel) {
        return new Side(
                channel::read,
                channel::write,
                (buffer, position) -> channel.position(position).read(buffer),
                (buffer, position) -> channel.position(position).write(buffer),
                (buffer, position) -> channel.truncate(position).size());
    }

    private static Side of(AsynchronousFileChannel channel) {
        return new Side(
                (buffer, position) -> result(channel.read(buffer, position)),
                (buffer, position) -> result(channel.write(buffer, position)),
                (buffer, position) -> result(
                        HandlerForm.of(handler -> channel.read(buffer, position, HandlerForm.ATTACHMENT, handler))),
                (buffer, position) -> result(
                        HandlerForm.of(handler -> channel.write(buffer, position, HandlerForm.ATTACHMENT, handler))),
                (buffer, position) -> channel.truncate(position).size());
    }

    private static int result(Future<Integer> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : e;
        }
    }

    private void compare(Side jdk, Side ours, boolean misaligned) throws Exception {
        compare(
                jdk,
                ours,
                new Random(backend().seed()),
                comparisons() / 10,
                (side, random) -> operation(side, random, misaligned));
    }

    /** Returns everything that can be seen of it. */
    private static String operation(Side side, Random random, boolean misaligned) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect((MOST_BLOCKS + 1) * BLOCK)
                .alignedSlice(BLOCK)
                .slice(0, MOST_BLOCKS * BLOCK);
        byte[] content = new byte[buffer.capacity()];
        random.nextBytes(content);
        buffer.put(content).clear();
        int from = random.nextInt(MOST_BLOCKS);
        buffer.limit((from + random.nextInt(MOST_BLOCKS - from) + 1) * BLOCK).position(from * BLOCK);
        long position = (long) random.nextInt(2 * MOST_BLOCKS) * BLOCK;
        int odd = 1 + 2 * random.nextInt(200); // aligned for nobody
        switch (misaligned ? random.nextInt(8) : 3) {
            case 0 -> position += odd;
            case 1 -> buffer.limit(buffer.limit() - odd);
            case 2 -> buffer.position(buffer.position() + odd);
            default -> {
                // All of it is aligned.
            }
        }
        Call call =
                switch (random.nextInt(9)) {
                    case 0, 1, 2 -> side.read;
                    case 3, 4, 5 -> side.write;
                    case 6 -> side.readHere;
                    case 7 -> side.writeHere;
                    default -> side.truncate;
                };
        try {
            return call.on(buffer, position) + RandomBuffers.seen(buffer);
        } catch (RuntimeException | IOException e) {
            return e.getClass().getName() + RandomBuffers.seen(buffer);
        }
    }
}
