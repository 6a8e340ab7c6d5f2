/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.LastOp;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * The record of one operation: what to do, with which memory, for which promise. It belongs to one engine, or to none
 * ({@link DescriptorClose#ofDirectory}), and is recycled there; outside the loop only its creator (before it is accepted)
 * and the pool thread that runs it touch it.
 */
class FileOp extends Mailbox.Mail implements IoRequest {
    private final LoopEngine engine;
    private final Transfer transfer = new Transfer();
    private OpKind kind;
    private FileView view;
    private OpenFile file;
    private String path;
    private Path target;
    private long position;
    private OpPromise promise;
    BlockingCall call;
    private BiFunction<LoopEngine, Object, Object> finisher;
    private Cursor cursor;

    /** How the result is told; see {@link Outcome}. */
    boolean full;

    boolean ownsBuffer;
    boolean onPool;

    /** A close or a stand-in: not admitted, as it must not wait behind the limits. */
    boolean internal;

    OpHolder holder; // where it waits; this and what follows is the state of the loop
    FileOp previous;
    FileOp next;
    FileOp arrivedBefore;
    FileOp arrivedAfter;
    int token = -1;
    int retries;
    boolean arrived;

    /** A cancelled operation is recycled by whichever comes last: itself, or the news of the cancel. */
    boolean calledOff;

    boolean cancelArrived;
    boolean claimed;
    boolean dispatched;
    DeviceShare share;
    SyncBarrier.Epoch epoch;
    AppendBatch batch;
    Throwable stop; // why it goes no further than what its mechanism does now

    private Object value; // raw outcome of a pool run
    private Throwable failure;

    FileOp(LoopEngine engine) {
        this.engine = engine;
    }

    /** Starts a new life: an operation of {@code view} (null for one without an open file). */
    FileOp begin(OpKind what, FileView ofView, String ofPath, EventExecutor executor, LastOp.Kind cursorKind) {
        kind = what;
        view = ofView;
        file = ofView == null ? file : ofView.shared().file();
        path = ofPath;
        promise = new OpPromise(executor, this, ownsBuffer, cursorKind);
        return this;
    }

    FileOp transfer(ByteBuf buf, boolean reading, long at) {
        position = at;
        transfer.begin(buf, reading, file.alignment(), Integer.MAX_VALUE);
        if (kind == OpKind.APPEND) {
            transfer.keepWhole();
        }
        return this;
    }

    /** A read into a buffer that may be larger than what was asked for. */
    FileOp ownedTransfer(ByteBuf buf, long at, int asked) {
        position = at;
        transfer.begin(buf, true, file.alignment(), asked);
        return this;
    }

    FileOp call(BlockingCall blocking) {
        call = blocking;
        return this;
    }

    FileOp file(OpenFile withoutView) {
        file = withoutView;
        return this;
    }

    /** Turns the value of the call into the result, on the loop. */
    FileOp finisher(BiFunction<LoopEngine, Object, Object> onLoop) {
        finisher = onLoop;
        return this;
    }

    /** Says which path it is about, when it is about no open file. */
    FileOp target(Path ofPath) {
        target = ofPath;
        return this;
    }

    Path target() {
        return target;
    }

    FileOp cursor(Cursor moved) {
        cursor = moved;
        return this;
    }

    /** Comes from another thread: from the caller's the first time, then from the pool's. */
    @Override
    void deliver() {
        if (arrived) {
            engine.dispatcher().poolDone(this);
        } else {
            engine.mail().sent();
            engine.enqueue(this);
        }
    }

    /** The loop is gone; an operation that had arrived was failed when it went, but its pool thread comes back only now. */
    @Override
    void returnToSender() {
        if (!arrived) {
            engine.mail().sent();
            engine.refuse(this);
        } else {
            engine.end().straggled(this);
        }
    }

    /** Does one step on a pool thread, unless it was cancelled before it began. What it was is told by the caller. */
    void runBlocking(OpPromise claimedBy, boolean wasClaimed) {
        if (!wasClaimed && !claimedBy.claim()) {
            return; // its cancel takes it from here; the record may already serve another operation
        }
        try {
            value = call != null ? call.call() : transferOnce();
        } catch (Throwable e) { // an Error too belongs to who waits for the future
            failure = e;
        }
        engine.mail().post(this);
    }

    private Integer transferOnce() throws IOException {
        transfer.prepareChunk(engine.fs().staging(), Transfer.MAX_CHUNK);
        ByteBuffer[] memory = transfer.chunkBuffers();
        return switch (kind) {
            case READ -> file.read(memory, position);
            case WRITE -> file.write(memory, position);
            default -> file.append(memory);
        };
    }

    /** The mechanism moved {@code bytes} of the chunk. */
    void moved(int bytes) {
        position += transfer.advance(bytes);
    }

    void releaseCursor() {
        if (cursor != null) {
            cursor.release();
            cursor = null;
        }
    }

    /** Returns the record to its engine; the promise keeps its own life. */
    void recycle() {
        kind = null;
        view = null;
        file = null;
        path = null;
        target = null;
        promise = null;
        call = null;
        finisher = null;
        cursor = null;
        full = false;
        ownsBuffer = false;
        onPool = false;
        internal = false;
        cancelArrived = false;
        calledOff = false;
        holder = null;
        previous = null;
        next = null;
        arrivedBefore = null;
        arrivedAfter = null;
        token = -1;
        retries = 0;
        arrived = false;
        claimed = false;
        dispatched = false;
        share = null;
        epoch = null;
        batch = null;
        stop = null;
        clearOutcome();
        engine.recycled(this);
    }

    void clearOutcome() {
        value = null;
        failure = null;
    }

    LoopEngine engine() {
        return engine;
    }

    Transfer transfer() {
        return transfer;
    }

    FileView view() {
        return view;
    }

    String path() {
        return path;
    }

    OpPromise promise() {
        return promise;
    }

    /** Returns the promise as the caller's type; every operation completes with what its method promises. */
    @SuppressWarnings("unchecked")
    <V> Promise<V> typedPromise() {
        return (Promise<V>) (Promise<?>) promise;
    }

    Cursor cursor() {
        return cursor;
    }

    Object value() {
        return value;
    }

    Object finishedValue() {
        return finisher == null ? value : finisher.apply(engine, value);
    }

    Throwable failure() {
        return failure;
    }

    @Override
    public OpKind kind() {
        return kind;
    }

    @Override
    public OpenFile file() {
        return file;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int length() {
        return transfer.chunk();
    }

    @Override
    public long address() {
        return transfer.address();
    }

    @Override
    public ByteBuffer[] segments() {
        return transfer.segments();
    }
}
