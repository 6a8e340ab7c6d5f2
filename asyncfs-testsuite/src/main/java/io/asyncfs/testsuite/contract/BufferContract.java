/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.BufferKind;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.IllegalReferenceCountException;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buffers: every kind works, indices move on completion and on success alone, and the caller keeps what it owned. */
class BufferContract extends Contract {
    private static final int LENGTH = 10_000;

    @ParameterizedTest
    @EnumSource(BufferKind.class)
    void aReadFillsFromTheWriterIndex(BufferKind kind) throws Exception {
        AsyncFile file = open(file("a", 3 * LENGTH));
        ByteBuf buffer = kind.writable(LENGTH);
        int writer = buffer.writerIndex();
        int reader = buffer.readerIndex();
        assertEquals(LENGTH, await(file.readFully(buffer, LENGTH)));
        assertEquals(writer + LENGTH, buffer.writerIndex());
        assertEquals(reader, buffer.readerIndex());
        Content.assertAt(LENGTH, LENGTH, buffer);
        assertEquals(1, buffer.refCnt());
        assertTrue(buffer.release());
    }

    @ParameterizedTest
    @EnumSource(BufferKind.class)
    void aReadThatEndsEarlyMovesTheWriterIndexByWhatCame(BufferKind kind) throws Exception {
        AsyncFile file = open(file("a", LENGTH));
        ByteBuf buffer = kind.writable(LENGTH);
        int writer = buffer.writerIndex();
        failure(EOFException.class, file.readFully(buffer, 3333));
        assertEquals(writer + LENGTH - 3333, buffer.writerIndex());
        Content.assertAt(3333, LENGTH - 3333, buffer);
        assertEquals(-1, await(file.read(buffer, LENGTH)));
        assertEquals(writer + LENGTH - 3333, buffer.writerIndex());
        assertTrue(buffer.release());
    }

    @ParameterizedTest
    @EnumSource(BufferKind.class)
    void aWriteSendsTheReadableBytes(BufferKind kind) throws Exception {
        AsyncFile file = create("a");
        ByteBuf buffer = kind.writable(LENGTH);
        buffer.writeBytes(Content.bytes(0, LENGTH));
        int writer = buffer.writerIndex();
        assertEquals(LENGTH, await(file.writeFully(buffer, 0)));
        assertEquals(writer, buffer.readerIndex());
        assertEquals(writer, buffer.writerIndex());
        assertEquals(1, buffer.refCnt());
        assertContent(path("a"), LENGTH);
        // Now through the cursor and at the end, from the middle of the buffer.
        buffer.readerIndex(writer - 10);
        assertEquals(10, await(file.append(buffer)));
        assertTrue(buffer.release());
        assertEquals(LENGTH + 10, Files.size(path("a")));
    }

    @ParameterizedTest
    @EnumSource(BufferKind.class)
    void aReadOnlyBufferCanBeWrittenToAFile(BufferKind kind) throws Exception {
        AsyncFile file = create("a");
        ByteBuf buffer = kind.writable(LENGTH);
        ByteBuf readOnly = buffer.writeBytes(Content.bytes(0, LENGTH)).asReadOnly();
        assertEquals(LENGTH, await(file.writeFully(readOnly, 0)));
        assertEquals(0, readOnly.readableBytes());
        assertContent(path("a"), LENGTH);
        assertThrows(ReadOnlyBufferException.class, () -> file.read(readOnly, 0));
        assertThrows(ReadOnlyBufferException.class, () -> file.readFully(readOnly));
        assertEquals(1, buffer.refCnt());
        assertTrue(buffer.release());
    }

    @Test
    void aBufferThatIsReadOnlyInPartIsRefusedByTheCall() throws Exception {
        AsyncFile file = open(file("a", 100));
        for (ByteBuf part : List.of(Unpooled.directBuffer(16, 16), Unpooled.buffer(16, 16))) {
            ByteBuf readOnly = part.writeZero(16).asReadOnly();
            CompositeByteBuf parts = Unpooled.compositeBuffer()
                    .addComponent(true, readOnly)
                    .addComponent(true, Unpooled.directBuffer(16, 16).writeZero(16));
            assertThrows(ReadOnlyBufferException.class, () -> file.read(parts.writerIndex(0), 0));
            assertThrows(ReadOnlyBufferException.class, () -> file.read(parts.writerIndex(15)));
            assertThrows(
                    ReadOnlyBufferException.class,
                    () -> file.readSync(parts.slice(8, 16).writerIndex(0), 0));
            assertEquals(16, await(file.read(parts.writerIndex(16), 5)), "into the other part");
            Content.assertAt(5, 16, parts.slice(16, 16));
            assertTrue(parts.release());
        }
    }

    /** As one on a mapping of a file that was cut since. */
    @Test
    void aBufferThatThrowsFailsItsOwnOperationAlone() throws Exception {
        AsyncFile file = open(file("a", 100), StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuf broken = new UnpooledHeapByteBuf(UnpooledByteBufAllocator.DEFAULT, 16, 16) {
            @Override
            public byte[] array() {
                throw new InternalError("a fault occurred in an unsafe memory access operation");
            }

            @Override
            public ByteBuf getBytes(int index, ByteBuf to, int toIndex, int length) {
                throw new InternalError("a fault occurred in an unsafe memory access operation");
            }
        };
        broken.writerIndex(16);
        failure(InternalError.class, file.write(broken, 0));
        failure(InternalError.class, file.writeSync(broken, 0));
        failure(InternalError.class, file.append(broken));
        assertEquals(1, broken.refCnt());
        assertEquals(16, await(file.append(Content.buffer(100, 16))));
        await(file.close());
        assertContent(path("a"), 116);
    }

    /** Its owner should not, but has to hear of it, and nobody else must be kept. */
    @Test
    void aBufferThatDoesNotTakeWhatWasReadFailsTheRead() throws Exception {
        AsyncFile file = open(file("a", 100));
        ByteBuf cut = Unpooled.buffer(16, 16);
        Future<Integer> read = onLoopOf(file, () -> {
            Future<Integer> started = file.read(cut, 0);
            cut.capacity(8);
            return started;
        });
        failure(IndexOutOfBoundsException.class, read);
        assertTrue(cut.release());
        ByteBuf released = Unpooled.buffer(16, 16);
        read = onLoopOf(file, () -> {
            Future<Integer> started = file.read(released);
            released.release(2); // one of them is the operation's
            return started;
        });
        failure(IllegalReferenceCountException.class, read);
        assertEquals(0, await(file.position()), "and the cursor is free");
        await(file.close());
    }

    @Test
    void aReleasedBufferIsRefusedByTheCall() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        ByteBuf released = Unpooled.directBuffer(10, 10).writeZero(5);
        released.release();
        assertThrows(IllegalReferenceCountException.class, () -> file.read(released, 0));
        assertThrows(IllegalReferenceCountException.class, () -> file.read(released));
        assertThrows(IllegalReferenceCountException.class, () -> file.readFully(released, 0));
        assertThrows(IllegalReferenceCountException.class, () -> file.write(released, 0));
        assertThrows(IllegalReferenceCountException.class, () -> file.append(released));
        assertThrows(IllegalReferenceCountException.class, () -> file.readSync(released, 0));
        assertContent(path("a"), 100);
        assertEquals(0, await(file.position()), "and the cursor is free");
    }

    @Test
    void theOperationHoldsAReferenceUntilItIsDone() throws Exception {
        AsyncFile file = open(file("a", 100));
        ByteBuf buffer = Unpooled.directBuffer(10, 10);
        Future<Integer> read = onLoopOf(file, () -> {
            Future<Integer> started = file.read(buffer, 0);
            assertEquals(2, buffer.refCnt());
            // A caller that does not need the result may let go before the kernel has.
            buffer.release();
            return started;
        });
        assertEquals(10, await(read));
        assertEquals(0, buffer.refCnt());
    }

    @Test
    void aBufferDoesNotGrow() throws Exception {
        AsyncFile file = open(file("a", 100));
        ByteBuf buffer = Unpooled.buffer(10, 1000);
        assertEquals(10, await(file.read(buffer, 0)));
        assertEquals(10, buffer.capacity());
    }

    @Test
    void indicesAreUntouchedWhenAnOperationFails() throws Exception {
        AsyncFile file = open(file("a", 100), READ, WRITE);
        ByteBuf buffer = Unpooled.buffer(20, 20).setIndex(3, 9);
        await(file.close());
        List<Supplier<Future<Integer>>> calls =
                List.of(() -> file.read(buffer, 0), () -> file.write(buffer, 0), () -> file.read(buffer));
        for (Supplier<Future<Integer>> call : calls) {
            done(call.get());
            assertEquals(3, buffer.readerIndex());
            assertEquals(9, buffer.writerIndex());
            assertEquals(1, buffer.refCnt());
        }
    }

    @Test
    void oneBufferServesOneOperationAfterTheOther() throws Exception {
        AsyncFile file = open(file("a", 100_000));
        ByteBuf buffer = fs().allocBuf(100);
        for (int i = 0; i < 1000; i++) {
            assertEquals(100, await(file.read(buffer.clear(), i * 100L)));
            Content.assertAt(i * 100L, 100, buffer);
        }
        fs().releaseBuf(buffer);
        assertEquals(0, buffer.refCnt());
    }

    @Test
    void slicesOfOneBufferCanBeReadAtOnce() throws Exception {
        AsyncFile file = open(file("a", 64_000));
        ByteBuf whole = Unpooled.directBuffer(64_000, 64_000);
        List<Future<Integer>> reads = new java.util.ArrayList<>();
        for (int i = 0; i < 64; i++) {
            reads.add(file.readFully(whole.slice(i * 1000, 1000).writerIndex(0), i * 1000L));
        }
        for (Future<Integer> read : reads) {
            assertEquals(1000, await(read));
        }
        Content.assertAt(0, 64_000, whole.writerIndex(64_000));
        assertTrue(whole.release());
    }
}
