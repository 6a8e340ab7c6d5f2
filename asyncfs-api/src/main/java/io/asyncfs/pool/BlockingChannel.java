/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.pool;

import io.asyncfs.DirectAlignment;
import io.asyncfs.spi.OpenRequest;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.OpenOption;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A blocking channel of the JDK. {@link FileChannel} closes itself under everybody when one thread that uses it is
 * interrupted, and the {@code Sync} calls run on threads that are not ours; on Unix {@link AsynchronousFileChannel} is
 * blocking system calls on an executor without that, so with an executor that runs on the caller it is what we need.
 */
interface BlockingChannel {
    int read(ByteBuffer memory, long position) throws IOException;

    int write(ByteBuffer memory, long position) throws IOException;

    /** Writes at the end by one call, to which 1024 buffers are not too many; only when opened with APPEND. */
    int append(ByteBuffer... memory) throws IOException;

    long size() throws IOException;

    void cut(long size) throws IOException;

    void force(boolean metadata) throws IOException;

    /** Returns null when another process has locked some of it. */
    FileLock tryLock(long position, long size, boolean shared) throws IOException;

    /** Returns whether an interrupt of the thread that uses it closes it. */
    boolean isInterruptible();

    void close() throws IOException;

    static BlockingChannel open(OpenRequest request, DirectAlignment alignment) throws IOException {
        Set<OpenOption> options = JdkDirect.options(request, alignment);
        if (request.appends() || File.separatorChar == '\\') {
            return new OfFileChannel(FileChannel.open(request.path(), options, request.attributes()));
        }
        return new OfAsynchronousChannel(
                AsynchronousFileChannel.open(request.path(), options, DirectExecutor.INSTANCE, request.attributes()));
    }

    /** For appending, which the other class cannot do, for channels found below a directory, and for Windows. */
    record OfFileChannel(FileChannel channel) implements BlockingChannel {
        /** A transfer on the thread of a caller. */
        private interface Transfer {
            int run() throws IOException;
        }

        /** An interrupt that is already pending would close the channel; one that comes in the middle still does. */
        private static int uninterrupted(Transfer transfer) throws IOException {
            boolean interrupted = Thread.interrupted();
            try {
                return transfer.run();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public int read(ByteBuffer memory, long position) throws IOException {
            return uninterrupted(() -> channel.read(memory, position));
        }

        @Override
        public int write(ByteBuffer memory, long position) throws IOException {
            return uninterrupted(() -> channel.write(memory, position));
        }

        @Override
        public int append(ByteBuffer... memory) throws IOException {
            return uninterrupted(() -> (int) channel.write(memory));
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void cut(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            channel.force(metadata);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        public boolean isInterruptible() {
            return true;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** The usual case on Unix. */
    record OfAsynchronousChannel(AsynchronousFileChannel channel) implements BlockingChannel {
        @Override
        public int read(ByteBuffer memory, long position) throws IOException {
            return result(channel.read(memory, position));
        }

        @Override
        public int write(ByteBuffer memory, long position) throws IOException {
            return result(channel.write(memory, position));
        }

        @Override
        public int append(ByteBuffer... memory) {
            throw new IllegalStateException("not opened with APPEND");
        }

        /** The direct executor has completed it; an interrupt that is pending must not hide the result. */
        private static int result(Future<Integer> done) throws IOException {
            boolean interrupted = Thread.interrupted();
            try {
                return done.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                throw new IOException("interrupted", e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void cut(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            channel.force(metadata);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        public boolean isInterruptible() {
            return false;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
