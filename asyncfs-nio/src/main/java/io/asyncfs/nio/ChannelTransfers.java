/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes from channel to channel. By the JDK's own channels where it can, which copies nothing; on virtual threads through a
 * buffer, because the JDK's calls hold the carrier until a disk has answered.
 */
final class ChannelTransfers {
    private static final int PIECE = 64 * 1024;

    private ChannelTransfers() {}

    /** What the JDK's channel does for ours. */
    @FunctionalInterface
    interface ByJdk<T> {
        T on(FileChannel jdk) throws IOException;
    }

    /** An interrupt or a close meets the JDK's channel there; it is told of ours. */
    static <T> T byTwin(AsyncFsFileChannel channel, ByJdk<T> call) throws IOException {
        try {
            return call.on(channel.twin().get());
        } catch (ClosedByInterruptException e) {
            channel.close();
            throw e;
        } catch (ClosedChannelException e) {
            if (!channel.isOpen()) {
                throw new AsynchronousCloseException();
            }
            throw e;
        }
    }

    static long to(AsyncFsFileChannel source, long position, long count, WritableByteChannel target)
            throws IOException {
        if (!target.isOpen()) {
            throw new ClosedChannelException();
        }
        if (target instanceof AsyncFsFileChannel file) {
            file.opened().checkWrites();
        }
        check(position, count);
        if (NioThreads.isVirtual() || target instanceof AsyncFsFileChannel) {
            return copy(source, position, count, target);
        }
        return byTwin(source, jdk -> jdk.transferTo(position, count, target));
    }

    static long from(AsyncFsFileChannel target, ReadableByteChannel source, long position, long count)
            throws IOException {
        if (!source.isOpen()) {
            throw new ClosedChannelException();
        }
        if (source instanceof AsyncFsFileChannel file) {
            file.opened().checkReads();
        }
        check(position, count);
        // Behind the end: nothing is moved before JDK 25, and the file is extended since. The JDK knows which it is.
        boolean within = position <= target.size();
        if (within && (NioThreads.isVirtual() || source instanceof AsyncFsFileChannel)) {
            return copy(source, target, position, count);
        }
        return byTwin(target, jdk -> jdk.transferFrom(source, position, count));
    }

    private static void check(long position, long count) {
        Checks.position(position);
        Checks.notNegative("count", count);
    }

    private static ByteBuffer piece(long count) {
        return ByteBuffer.allocateDirect((int) Math.min(count, PIECE));
    }

    private static long copy(AsyncFsFileChannel source, long position, long count, WritableByteChannel target)
            throws IOException {
        ByteBuffer piece = piece(count);
        long done = 0;
        while (done < count) {
            piece.clear().limit((int) Math.min(count - done, PIECE));
            if (source.read(piece, position + done) <= 0) {
                break;
            }
            piece.flip();
            int offered = piece.remaining();
            int taken = target.write(piece);
            done += taken;
            if (taken < offered) { // a socket that does not block; what it did not take is still in the file
                break;
            }
        }
        return done;
    }

    private static long copy(ReadableByteChannel source, AsyncFsFileChannel target, long position, long count)
            throws IOException {
        ByteBuffer piece = piece(count);
        long done = 0;
        while (done < count) {
            piece.clear().limit((int) Math.min(count - done, PIECE));
            if (source.read(piece) <= 0) {
                break;
            }
            piece.flip();
            while (piece.hasRemaining()) { // nobody else has it any more
                done += target.write(piece, position + done);
            }
        }
        return done;
    }
}
