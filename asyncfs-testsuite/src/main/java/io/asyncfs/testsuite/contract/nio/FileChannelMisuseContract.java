/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.asyncfs.testsuite.harness.JdkOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every misuse of a file channel: the JDK's channel and ours answer with the same exception. */
class FileChannelMisuseContract extends ComparedContract {
    private Path path;
    private FileChannel reader;
    private FileChannel writer;

    @BeforeEach
    void open() throws IOException {
        path = Files.write(path("file"), new byte[100]);
        reader = fileChannel(path, READ);
        writer = fileChannel(path, WRITE);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        writer.close();
    }

    private void opensNot(Class<? extends Throwable> type, Path what, OpenOption... options) {
        throwsExactly(type, () -> fileChannel(what, options).close());
    }

    @Test
    void optionsThatCannotBe() {
        opensNot(IllegalArgumentException.class, path, APPEND, READ);
        opensNot(IllegalArgumentException.class, path, APPEND, TRUNCATE_EXISTING);
        opensNot(UnsupportedOperationException.class, path, new OpenOption() {});
        opensNot(NoSuchFileException.class, path("missing"), READ);
        opensNot(FileAlreadyExistsException.class, path, WRITE, CREATE_NEW);
        throwsExactly(NullPointerException.class, () -> fileChannel(path, Collections.singleton(null)));
    }

    @Test
    void readsThatCannotBe() {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        ByteBuffer[] several = {buffer, ByteBuffer.allocate(5)};
        throwsExactly(NonReadableChannelException.class, () -> writer.read(buffer));
        throwsExactly(NonReadableChannelException.class, () -> writer.read(buffer, 0));
        throwsExactly(NonReadableChannelException.class, () -> writer.read(several));
        throwsExactly(IllegalArgumentException.class, () -> reader.read(buffer, -1));
        throwsExactly(IllegalArgumentException.class, () -> reader.read(buffer.asReadOnlyBuffer()));
        throwsExactly(IllegalArgumentException.class, () -> reader.read(buffer.asReadOnlyBuffer(), 0));
        throwsExactly(
                IllegalArgumentException.class,
                () -> reader.read(new ByteBuffer[] {buffer, buffer.asReadOnlyBuffer()}));
        throwsExactly(IndexOutOfBoundsException.class, () -> reader.read(several, 1, 2));
        throwsExactly(IndexOutOfBoundsException.class, () -> writer.read(several, -1, 1));
        throwsExactly(NullPointerException.class, () -> reader.read((ByteBuffer) null, 0));
        throwsExactly(NullPointerException.class, () -> reader.read((ByteBuffer) null));
        throwsExactly(NullPointerException.class, () -> reader.read(new ByteBuffer[] {null}));
    }

    @Test
    void writesThatCannotBe() {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        ByteBuffer[] several = {buffer, ByteBuffer.allocate(5)};
        throwsExactly(NonWritableChannelException.class, () -> reader.write(buffer));
        throwsExactly(NonWritableChannelException.class, () -> reader.write(buffer, 0));
        throwsExactly(NonWritableChannelException.class, () -> reader.write(several));
        throwsExactly(IllegalArgumentException.class, () -> writer.write(buffer, -1));
        throwsExactly(IndexOutOfBoundsException.class, () -> writer.write(several, 0, 3));
        throwsExactly(NullPointerException.class, () -> writer.write((ByteBuffer) null, 0));
        throwsExactly(NullPointerException.class, () -> writer.write((ByteBuffer) null));
        throwsExactly(NullPointerException.class, () -> writer.write(new ByteBuffer[] {null}));
    }

    @Test
    void directTransfersThatAreNotAligned() throws Exception {
        Files.write(path, new byte[8192]);
        ByteBuffer block =
                ByteBuffer.allocateDirect(2 * 8192).alignedSlice(8192).limit(8192);
        ByteBuffer beside = block.duplicate().position(1).limit(4097);
        try (FileChannel direct = fileChannel(path, READ, WRITE, JdkOptions.direct())) {
            throwsExactly(IOException.class, () -> direct.read(block, 1));
            throwsExactly(IOException.class, () -> direct.read(ByteBuffer.allocate(4095), 0));
            throwsExactly(IOException.class, () -> direct.read(beside, 0));
            throwsExactly(IOException.class, () -> direct.write(block, 1));
            throwsExactly(IOException.class, () -> direct.write(ByteBuffer.allocate(4095), 0));
            throwsExactly(IOException.class, () -> direct.write(beside, 0));
        } catch (UnsupportedOperationException | FileSystemException e) {
            abort("no direct I/O here: " + e);
        }
    }

    @Test
    void positionsAndSizesThatCannotBe() {
        throwsExactly(IllegalArgumentException.class, () -> reader.position(-1));
        throwsExactly(IllegalArgumentException.class, () -> reader.truncate(-1));
        throwsExactly(NonWritableChannelException.class, () -> reader.truncate(1));
    }

    @Test
    void transfersThatCannotBe() throws IOException {
        WritableByteChannel sink = Channels.newChannel(new ByteArrayOutputStream());
        ReadableByteChannel source = Channels.newChannel(new ByteArrayInputStream(new byte[10]));
        throwsExactly(IllegalArgumentException.class, () -> reader.transferTo(-1, 1, sink));
        throwsExactly(IllegalArgumentException.class, () -> reader.transferTo(0, -1, sink));
        throwsExactly(IllegalArgumentException.class, () -> writer.transferFrom(source, -1, 1));
        throwsExactly(IllegalArgumentException.class, () -> writer.transferFrom(source, 0, -1));
        throwsExactly(NonReadableChannelException.class, () -> writer.transferTo(0, 1, sink));
        throwsExactly(NonWritableChannelException.class, () -> reader.transferFrom(source, 0, 1));
        throwsExactly(NonWritableChannelException.class, () -> reader.transferTo(0, 1, reader));
        throwsExactly(NonReadableChannelException.class, () -> writer.transferFrom(writer, 0, 1));
        sink.close();
        source.close();
        throwsExactly(ClosedChannelException.class, () -> reader.transferTo(0, 1, sink));
        throwsExactly(ClosedChannelException.class, () -> writer.transferFrom(source, 0, 1));
    }

    @Test
    void mapsThatCannotBe() {
        throwsExactly(NonReadableChannelException.class, () -> writer.map(MapMode.READ_ONLY, 0, 1));
        throwsExactly(NonWritableChannelException.class, () -> reader.map(MapMode.READ_WRITE, 0, 1));
        throwsExactly(IllegalArgumentException.class, () -> reader.map(MapMode.READ_ONLY, -1, 1));
        throwsExactly(IllegalArgumentException.class, () -> reader.map(MapMode.READ_ONLY, 0, -1));
        throwsExactly(IllegalArgumentException.class, () -> reader.map(MapMode.READ_ONLY, 0, 1L << 31));
        throwsExactly(NullPointerException.class, () -> reader.map(null, 0, 1));
    }

    @Test
    void locksThatCannotBe() throws IOException {
        throwsExactly(NonReadableChannelException.class, () -> writer.lock(0, 1, true));
        throwsExactly(NonWritableChannelException.class, () -> reader.lock(0, 1, false));
        throwsExactly(NonReadableChannelException.class, () -> writer.tryLock(0, 1, true));
        throwsExactly(NonWritableChannelException.class, reader::tryLock);
        throwsExactly(IllegalArgumentException.class, () -> writer.lock(-1, 1, false));
        throwsExactly(IllegalArgumentException.class, () -> writer.tryLock(2, Long.MAX_VALUE - 1, false));
        try (FileLock lock = writer.lock()) {
            throwsExactly(OverlappingFileLockException.class, writer::lock);
            throwsExactly(OverlappingFileLockException.class, () -> reader.tryLock(5, 1, true));
            assertEquals(writer, lock.channel());
            assertEquals(writer, lock.acquiredBy());
        }
    }

    @Test
    void whatAClosedChannelAnswers() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        FileLock lock = writer.tryLock();
        reader.close();
        writer.close();
        reader.close();
        throwsExactly(ClosedChannelException.class, lock::release);
        throwsExactly(ClosedChannelException.class, () -> reader.read(buffer));
        throwsExactly(ClosedChannelException.class, () -> reader.read(buffer, 0));
        throwsExactly(ClosedChannelException.class, () -> reader.read(buffer.asReadOnlyBuffer(), 0));
        throwsExactly(ClosedChannelException.class, () -> reader.write(buffer));
        throwsExactly(ClosedChannelException.class, () -> writer.write(ByteBuffer.allocate(0), 0));
        throwsExactly(ClosedChannelException.class, () -> writer.read(new ByteBuffer[] {buffer}));
        throwsExactly(ClosedChannelException.class, reader::position);
        throwsExactly(ClosedChannelException.class, () -> reader.position(-1));
        throwsExactly(ClosedChannelException.class, reader::size);
        throwsExactly(ClosedChannelException.class, () -> reader.truncate(-1));
        throwsExactly(ClosedChannelException.class, () -> reader.force(false));
        throwsExactly(ClosedChannelException.class, () -> writer.transferTo(-1, 0, reader));
        throwsExactly(ClosedChannelException.class, () -> reader.transferFrom(writer, -1, 0));
        throwsExactly(ClosedChannelException.class, () -> writer.map(MapMode.READ_ONLY, 0, 1));
        throwsExactly(ClosedChannelException.class, () -> reader.lock(0, 1, false));
        throwsExactly(ClosedChannelException.class, () -> writer.tryLock(0, 1, true));
        throwsExactly(IllegalArgumentException.class, () -> reader.read(buffer, -1));
        throwsExactly(IllegalArgumentException.class, () -> writer.write(buffer, -1));
        throwsExactly(NullPointerException.class, () -> reader.read((ByteBuffer) null, 0));
        throwsExactly(IndexOutOfBoundsException.class, () -> reader.read(new ByteBuffer[0], 1, 1));
    }

    @Test
    void transfersLookAtWhatIsClosedFirst() throws Exception {
        FileChannel closed = fileChannel(path, READ, WRITE);
        closed.close();
        throwsExactly(ClosedChannelException.class, () -> writer.transferTo(0, 1, closed));
        throwsExactly(ClosedChannelException.class, () -> reader.transferFrom(closed, 0, 1));
        throwsExactly(NullPointerException.class, () -> writer.transferTo(0, 1, null));
        throwsExactly(NullPointerException.class, () -> reader.transferFrom(null, 0, 1));
        throwsExactly(NonReadableChannelException.class, () -> writer.transferTo(0, 1, reader));
        throwsExactly(ClosedChannelException.class, () -> closed.transferTo(0, 1, null));
    }

    @Test
    void interruptsReachThoseWhoAskForThePosition() throws Exception {
        for (Call call : List.<Call>of(FileChannel::position, channel -> channel.position(1))) {
            FileChannel channel = fileChannel(path, READ);
            Thread.currentThread().interrupt();
            try {
                throwsExactly(ClosedByInterruptException.class, () -> call.on(channel));
            } finally {
                assertTrue(Thread.interrupted());
            }
            assertFalse(channel.isOpen());
        }
    }

    private interface Call {
        Object on(FileChannel channel) throws IOException;
    }
}
