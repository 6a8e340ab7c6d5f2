/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ShutdownChannelGroupException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every misuse of an asynchronous channel: the JDK's channel and ours answer with the same exception, in the same way. */
class AsynchronousMisuseContract extends ComparedContract {
    private static final CompletionHandler<Integer, Object> HANDLER = new CompletionHandler<>() {
        @Override
        public void completed(Integer result, Object attachment) {}

        @Override
        public void failed(Throwable exc, Object attachment) {}
    };

    private Path path;
    private AsynchronousFileChannel reader;
    private AsynchronousFileChannel writer;

    @BeforeEach
    void open() throws IOException {
        path = Files.write(path("file"), new byte[100]);
        reader = asynchronous(path, READ);
        writer = asynchronous(path, WRITE);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        writer.close();
    }

    private static void failsWith(Class<? extends Throwable> type, Future<?> future) {
        Throwable cause = assertThrows(ExecutionException.class, future::get).getCause();
        assertEquals(type, cause.getClass());
    }

    private void opensNot(Class<? extends Throwable> type, Path what, OpenOption... options) {
        throwsExactly(type, () -> asynchronous(what, options).close());
    }

    @Test
    void optionsThatCannotBe() {
        opensNot(UnsupportedOperationException.class, path, APPEND);
        opensNot(UnsupportedOperationException.class, path, APPEND, READ);
        opensNot(UnsupportedOperationException.class, path, new OpenOption() {});
        opensNot(NoSuchFileException.class, path("missing"), READ);
        opensNot(NoSuchFileException.class, path("missing/file"), WRITE, CREATE_NEW);
        opensNot(FileAlreadyExistsException.class, path, WRITE, CREATE_NEW);
        throwsExactly(NullPointerException.class, () -> asynchronous(path, Collections.singleton(null), null));
        throwsExactly(NullPointerException.class, () -> asynchronous(path, (Set<OpenOption>) null, null));
        throwsExactly(NullPointerException.class, () -> asynchronous(null, Set.of(READ), null));
    }

    @Test
    void readsThatCannotBe() {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        throwsExactly(IllegalArgumentException.class, () -> reader.read(buffer, -1));
        throwsExactly(IllegalArgumentException.class, () -> reader.read(buffer.asReadOnlyBuffer(), 0));
        throwsExactly(IllegalArgumentException.class, () -> reader.read(buffer, -1, null, HANDLER));
        throwsExactly(NullPointerException.class, () -> reader.read(buffer, 0, null, null));
        throwsExactly(NullPointerException.class, () -> reader.read(null, 0));
        throwsExactly(NonReadableChannelException.class, () -> writer.read(buffer, 0));
        throwsExactly(NonReadableChannelException.class, () -> writer.read(buffer.asReadOnlyBuffer(), 0));
        throwsExactly(IllegalArgumentException.class, () -> writer.read(buffer, -1));
        throwsExactly(NonReadableChannelException.class, () -> writer.read(buffer, 0, null, HANDLER));
    }

    @Test
    void writesThatCannotBe() {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        throwsExactly(IllegalArgumentException.class, () -> writer.write(buffer, -1));
        throwsExactly(IllegalArgumentException.class, () -> reader.write(buffer, -1));
        throwsExactly(NonWritableChannelException.class, () -> reader.write(buffer, 0));
        throwsExactly(NonWritableChannelException.class, () -> reader.write(buffer, 0, null, HANDLER));
        throwsExactly(NullPointerException.class, () -> writer.write(buffer, 0, null, null));
        throwsExactly(NullPointerException.class, () -> writer.write(null, 0));
    }

    @Test
    void sizesThatCannotBe() {
        throwsExactly(IllegalArgumentException.class, () -> writer.truncate(-1));
        throwsExactly(IllegalArgumentException.class, () -> reader.truncate(-1));
        throwsExactly(NonWritableChannelException.class, () -> reader.truncate(0));
    }

    @Test
    void locksThatCannotBe() {
        throwsExactly(NonReadableChannelException.class, () -> writer.lock(0, 1, true));
        throwsExactly(NonWritableChannelException.class, () -> reader.lock(0, 1, false));
        throwsExactly(NonWritableChannelException.class, reader::lock);
        throwsExactly(NonReadableChannelException.class, () -> writer.tryLock(0, 1, true));
        throwsExactly(NonWritableChannelException.class, reader::tryLock);
        throwsExactly(IllegalArgumentException.class, () -> writer.lock(-1, 1, false));
        throwsExactly(IllegalArgumentException.class, () -> writer.lock(0, -1, false));
        throwsExactly(IllegalArgumentException.class, () -> writer.tryLock(2, Long.MAX_VALUE - 1, false));
        throwsExactly(NullPointerException.class, () -> writer.lock(null, null));
    }

    @Test
    void whatAClosedChannelAnswers() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        ByteBuffer empty = ByteBuffer.allocate(0);
        FileLock lock = writer.tryLock();
        reader.close();
        writer.close();
        reader.close();
        assertFalse(reader.isOpen());
        assertFalse(lock.isValid());
        throwsExactly(ClosedChannelException.class, lock::release);
        failsWith(ClosedChannelException.class, reader.read(buffer, 0));
        failsWith(ClosedChannelException.class, reader.read(empty, 0));
        failsWith(ClosedChannelException.class, writer.write(buffer, 0));
        failsWith(ClosedChannelException.class, writer.write(empty, 0));
        failsWith(ClosedChannelException.class, writer.lock());
        throwsExactly(ClosedChannelException.class, writer::tryLock);
        throwsExactly(ClosedChannelException.class, writer::size);
        throwsExactly(AsynchronousCloseException.class, () -> writer.truncate(0));
        throwsExactly(ClosedChannelException.class, () -> writer.force(true));
        throwsExactly(IllegalArgumentException.class, () -> reader.read(buffer, -1));
        throwsExactly(IllegalArgumentException.class, () -> writer.truncate(-1));
        throwsExactly(NonWritableChannelException.class, () -> reader.write(buffer, 0));
        throwsExactly(NonReadableChannelException.class, () -> writer.lock(0, 1, true));
        throwsExactly(IllegalArgumentException.class, () -> reader.read(buffer.asReadOnlyBuffer(), 0));
    }

    @Test
    void anExecutorThatIsShutDown() throws IOException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.shutdown();
        try (AsynchronousFileChannel channel = asynchronous(path, Set.of(READ), executor)) {
            ByteBuffer buffer = ByteBuffer.allocate(10);
            throwsExactly(RejectedExecutionException.class, () -> channel.read(buffer, 0, null, HANDLER));
            throwsExactly(
                    ShutdownChannelGroupException.class, () -> channel.read(ByteBuffer.allocate(0), 0, null, HANDLER));
        }
    }
}
