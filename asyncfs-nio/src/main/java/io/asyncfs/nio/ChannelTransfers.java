/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.DirectAlignment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.InterruptibleChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;

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

    static <T> T byTwin(AsyncFsFileChannel channel, ByJdk<T> call) throws IOException {
        return closingBoth(() -> told(() -> call.on(channel.twin().get()), channel, channel), channel, channel);
    }

    /** A close meets the JDK's channels there; it is told of ours. */
    private static <T> T told(AsyncFsFileChannel.Operation<T> call, AsyncFsFileChannel one, AsyncFsFileChannel other)
            throws IOException {
        try {
            return call.run();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (ClosedChannelException e) {
            if (!one.isOpen() || !other.isOpen()) {
                throw new AsynchronousCloseException();
            }
            throw e;
        }
    }

    /** Null where the JDK cannot open the file once more, as on the pool when its path is gone: then bytes are copied. */
    private static FileChannel twinOrNull(AsyncFsFileChannel channel) throws IOException {
        try {
            return channel.twin().get();
        } catch (ClosedChannelException e) {
            throw channel.isOpen() ? e : new AsynchronousCloseException();
        } catch (IOException e) {
            return null;
        }
    }

    static long to(AsyncFsFileChannel source, long position, long count, WritableByteChannel target)
            throws IOException {
        return closingBoth(() -> move(source, position, count, target), source, target);
    }

    static long from(AsyncFsFileChannel target, ReadableByteChannel source, long position, long count)
            throws IOException {
        return closingBoth(() -> move(source, target, position, count), source, target);
    }

    /** An interrupt closes both, where it can close them: FileChannel.transferTo. */
    private static <T> T closingBoth(AsyncFsFileChannel.Operation<T> transfer, Channel one, Channel other)
            throws IOException {
        try {
            return transfer.run();
        } catch (ClosedByInterruptException e) {
            for (Channel each : List.of(one, other)) {
                if (each instanceof InterruptibleChannel) {
                    each.close();
                }
            }
            throw e;
        }
    }

    private static long move(AsyncFsFileChannel source, long position, long count, WritableByteChannel target)
            throws IOException {
        if (!target.isOpen()) {
            throw new ClosedChannelException();
        }
        source.opened().checkReads();
        AsyncFsFileChannel file = target instanceof AsyncFsFileChannel ours ? ours : null;
        if (file != null) {
            file.opened().checkWrites();
        }
        check(position, count);
        boolean direct = source.opened().file().alignment().isDirect(); // which only we read to an unaligned end
        FileChannel from = !direct && mayUseTwins(source, file) ? twinOrNull(source) : null;
        FileChannel to = from != null && file != null ? twinOrNull(file) : null;
        if (from == null || file != null && to == null) {
            return copy(source, position, count, target);
        }
        if (file == null) {
            return told(() -> from.transferTo(position, count, target), source, source);
        }
        return told(
                () -> file.place().transferByJdk(file, to, () -> from.transferTo(position, count, to)), source, file);
    }

    private static long move(ReadableByteChannel source, AsyncFsFileChannel target, long position, long count)
            throws IOException {
        if (!source.isOpen()) {
            throw new ClosedChannelException();
        }
        target.opened().checkWrites();
        AsyncFsFileChannel file = source instanceof AsyncFsFileChannel ours ? ours : null;
        if (file != null) {
            file.opened().checkReads();
        }
        check(position, count);
        if (position > target.size()) {
            // Nothing is moved before JDK 25, and the file is extended since. The JDK knows which it is.
            return byTwin(target, jdk -> jdk.transferFrom(source, position, count));
        }
        FileChannel to = mayUseTwins(target, file) ? twinOrNull(target) : null;
        FileChannel from = to != null && file != null ? twinOrNull(file) : null;
        if (to == null || file != null && from == null) {
            return file != null ? copy(file, target, position, count) : copy(source, target, position, count);
        }
        if (file == null) {
            return told(() -> to.transferFrom(source, position, count), target, target);
        }
        return told(
                () -> file.place().transferByJdk(file, from, () -> to.transferFrom(from, position, count)),
                target,
                file);
    }

    /** Interrupts would close the JDK's channels, which are those of streams nobody else's. */
    private static boolean mayUseTwins(AsyncFsFileChannel one, AsyncFsFileChannel otherOrNull) {
        return !NioThreads.isVirtual()
                && !one.isUninterruptible()
                && (otherOrNull == null || !otherOrNull.isUninterruptible());
    }

    private static void check(long position, long count) {
        Checks.position(position);
        Checks.notNegative("count", count);
    }

    /** Of the heap, as the other channel may keep it, and direct memory would wait for the collector to be freed. */
    private static ByteBuffer piece(long size) {
        return ByteBuffer.allocate((int) size);
    }

    /** Returns how much of it is there now: no more is moved, as by the JDK's, even if the file grows by it. */
    private static long within(FileChannel source, long position, long count) throws IOException {
        long size = source.size(); // 0 for files of the kernel's own, which are not empty
        return size == 0 ? count : Math.max(0, Math.min(count, size - position));
    }

    private static long copy(AsyncFsFileChannel source, long position, long most, WritableByteChannel target)
            throws IOException {
        DirectAlignment alignment = source.opened().file().alignment();
        long count = within(source, position, most);
        ByteBuffer piece = piece(alignment.roundUp(Math.min(count, PIECE) + alignment.offset() - 1));
        long done = 0;
        try {
            while (done < count && read(source, position + done, count - done, piece)) {
                int offered = piece.remaining();
                int taken = target.write(piece);
                done += taken;
                if (taken < offered) { // a socket that does not block; what it did not take is still in the file
                    break;
                }
            }
        } catch (IOException e) {
            afterProgress(done, e);
        }
        return done;
    }

    /** Reads what comes next, for which more is read of a file past the page cache; returns whether there is anything. */
    private static boolean read(AsyncFsFileChannel source, long position, long most, ByteBuffer piece)
            throws IOException {
        DirectAlignment alignment = source.opened().file().alignment();
        int before = (int) (position & alignment.offset() - 1);
        long wanted = before + Math.min(most, piece.capacity());
        piece.clear().limit((int) Math.min(alignment.roundUp(wanted), piece.capacity()));
        source.read(piece, position - before);
        int end = (int) Math.min(piece.position(), wanted);
        if (end <= before) {
            return false;
        }
        piece.limit(end).position(before);
        return true;
    }

    /** The source takes turns with others, and moves by what was written. */
    private static long copy(AsyncFsFileChannel source, AsyncFsFileChannel target, long position, long most)
            throws IOException {
        return source.place().inTurn(source, at -> copy(source, at, most, new Positional(target, position)));
    }

    /** A file from a position on, as something to write to. */
    private static final class Positional implements WritableByteChannel {
        private final FileChannel file;
        private long position;

        Positional(FileChannel file, long position) {
            this.file = file;
            this.position = position;
        }

        @Override
        public int write(ByteBuffer src) throws IOException {
            int count = file.write(src, position);
            position += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() {}
    }

    private static long copy(ReadableByteChannel source, AsyncFsFileChannel target, long position, long most)
            throws IOException {
        long count = source instanceof FileChannel file ? within(file, file.position(), most) : most;
        ByteBuffer piece = piece(Math.min(count, PIECE));
        long done = 0;
        try {
            while (done < count) {
                piece.clear().limit((int) Math.min(count - done, PIECE));
                if (source.read(piece) <= 0) {
                    break;
                }
                piece.flip();
                try {
                    while (piece.hasRemaining()) { // nobody else has it any more
                        done += target.write(piece, position + done);
                    }
                } catch (IOException e) {
                    giveBack(source, piece.remaining(), e);
                    throw e;
                }
            }
        } catch (IOException e) {
            afterProgress(done, e);
        }
        return done;
    }

    /** What could not be written of a file is read again by the next call. */
    private static void giveBack(ReadableByteChannel source, int bytes, IOException failure) {
        if (source instanceof FileChannel file) {
            try {
                file.position(file.position() - bytes);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** As with the JDK's: what was moved is told, and the failure by the next call, which moves nothing. */
    private static void afterProgress(long done, IOException failure) throws IOException {
        if (done == 0) {
            throw failure;
        }
    }
}
