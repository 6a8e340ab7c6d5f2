/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.AsyncFile;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.util.Arrays;

/** An operation of a program that has been started, with all that it must come to. Started and checked on one thread. */
final class StartedOp {
    private final Op op;
    private final Footprint footprint;
    private final ByteBuf buffer; // null when the operation has none of the caller's
    private final byte[] expected; // what a read gives
    private final Object result;
    private final Future<?> future;

    private StartedOp(Op op, AsyncFile file, FileModel model, FileUnderTest under) {
        this.op = op;
        footprint = Footprint.of(op, model);
        buffer = buffer(under);
        expected = op.kind().reads() ? model.read((int) footprint.from(), op.length()) : null;
        result = result(model);
        future = call(file);
    }

    /** Starts an operation on a file that is as the model says once all earlier operations are done. */
    static StartedOp start(Op op, AsyncFile file, FileModel model, FileUnderTest under) {
        try {
            return new StartedOp(op, file, model, under);
        } catch (RuntimeException e) {
            throw new AssertionError(op + ": refused: " + e, e);
        }
    }

    Footprint footprint() {
        return footprint;
    }

    private ByteBuf buffer(FileUnderTest under) {
        if (op.kind().writes()) {
            return under.memory(op.memory(), op.length()).writeBytes(op.bytes());
        }
        return op.kind().reads() && op.kind() != Op.Kind.READ_OWNED ? under.memory(op.memory(), op.length()) : null;
    }

    /** Returns what the future gives: a count, a number, or the failure's class. */
    private Object result(FileModel model) {
        return switch (op.kind()) {
            case READ, READ_SYNC, READ_CURSOR -> expected.length == 0 && op.length() > 0 ? -1 : expected.length;
            case READ_FULLY -> expected.length < op.length() ? EOFException.class : op.length();
            case WRITE, WRITE_FULLY, WRITE_SYNC, WRITE_CURSOR, APPEND -> op.length();
            case SEEK -> model.target(op) < 0 ? IllegalArgumentException.class : (Object) (long) model.target(op);
            case POSITION -> (long) model.cursor();
            case SIZE -> (long) model.size();
            case READ_OWNED, TRUNCATE, ALLOCATE, SYNC, DATA_SYNC -> null;
        };
    }

    private Future<?> call(AsyncFile file) {
        return switch (op.kind()) {
            case READ -> file.read(buffer, op.at());
            case READ_FULLY -> file.readFully(buffer, op.at());
            case READ_OWNED -> file.read((long) op.at(), op.length());
            case READ_SYNC -> file.readSync(buffer, op.at());
            case READ_CURSOR -> file.read(buffer);
            case WRITE -> file.write(buffer, op.at());
            case WRITE_FULLY -> file.writeFully(buffer, op.at());
            case WRITE_SYNC -> file.writeSync(buffer, op.at());
            case WRITE_CURSOR -> file.write(buffer);
            case APPEND -> file.append(buffer);
            case SEEK -> file.seek(op.at(), op.origin());
            case POSITION -> file.position();
            case TRUNCATE -> file.truncate(op.at());
            case ALLOCATE -> file.allocate(op.at(), op.length());
            case SIZE -> file.size();
            case SYNC -> file.sync();
            case DATA_SYNC -> file.dataSync();
        };
    }

    /** Waits for the operation and checks all of its outcome. Returns false when this file cannot do it. */
    boolean finish() {
        try {
            return check();
        } catch (AssertionError e) {
            throw new AssertionError(op + ": " + e.getMessage(), e);
        } finally {
            release();
        }
    }

    private boolean check() {
        Object value;
        try {
            value = Contract.await(future);
        } catch (Exception e) {
            return checkFailure(e);
        }
        if (op.kind() == Op.Kind.READ_OWNED) {
            ByteBuf owned = (ByteBuf) value;
            try {
                checkBytes(owned);
            } finally {
                owned.release();
            }
        } else {
            assertEquals(result, value, "result");
        }
        checkBuffer();
        return true;
    }

    private boolean checkFailure(Exception failure) {
        if (op.kind() == Op.Kind.ALLOCATE && failure instanceof UnsupportedOperationException) {
            return false; // AsyncFile.allocate allows it
        }
        if (failure.getClass() != result) {
            throw new AssertionError("expected " + result + " but it failed with " + failure, failure);
        }
        checkBuffer();
        return true;
    }

    private void checkBuffer() {
        if (buffer == null) {
            return;
        }
        assertEquals(1, buffer.refCnt(), "references to the buffer");
        if (op.kind().reads()) {
            checkBytes(buffer);
        } else {
            assertEquals(0, buffer.readableBytes(), "bytes left in the buffer");
        }
    }

    private void checkBytes(ByteBuf actual) {
        byte[] bytes = new byte[actual.readableBytes()];
        actual.getBytes(actual.readerIndex(), bytes);
        int different = Arrays.mismatch(expected, bytes);
        if (different >= 0) {
            throw new AssertionError("byte " + different + " of the " + expected.length + " expected is wrong; got "
                    + bytes.length + " bytes");
        }
    }

    /** Gives back the caller's buffer. */
    private void release() {
        if (buffer != null) {
            buffer.release();
        }
    }

    /** Waits for an operation whose outcome does not matter any more. Returns false when it does not end. */
    boolean settle() throws InterruptedException {
        if (!future.await(10_000)) {
            return false; // its buffer may still be in use
        }
        if (op.kind() == Op.Kind.READ_OWNED && future.isSuccess()) {
            ((ByteBuf) future.getNow()).release();
        }
        release();
        return true;
    }
}
