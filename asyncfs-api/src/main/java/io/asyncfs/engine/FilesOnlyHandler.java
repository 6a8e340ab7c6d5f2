/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;

/** The handler of a loop without sockets: it waits in the kernel queue itself, or parked when there is only the pool. */
final class FilesOnlyHandler implements IoHandler {
    private final LoopEngine engine;
    private final Dispatcher dispatcher;
    private final LoopRounds files;
    private final LoopWait wait;

    FilesOnlyHandler(LoopEngine engine) {
        this.engine = engine;
        dispatcher = engine.dispatcher();
        files = engine.end().rounds();
        wait = engine.end().loopWait();
        engine.mail().wakeBy(wait::wake);
    }

    @Override
    public void initialize() {
        engine.mail().started();
        if (dispatcher.queue() != null) {
            dispatcher.queue().start();
        }
    }

    @Override
    public int run(IoHandlerContext context) {
        int events = files.turn();
        if (events == 0 && !files.linger(context) && context.canBlock()) {
            long deadline = context.deadlineNanos();
            long nanos = deadline == -1 ? Long.MAX_VALUE : context.delayNanos(System.nanoTime());
            if (nanos > 0) {
                wait.await(nanos, () -> context.canBlock() && files.mayBlock());
            }
        }
        return events;
    }

    @Override
    public void prepareToDestroy() {
        engine.end().drain();
    }

    @Override
    public void destroy() {
        engine.end().die();
        if (dispatcher.queue() != null) {
            dispatcher.queue().close();
        }
        engine.fs().loops().ended(engine);
    }

    @Override
    public IoRegistration register(IoHandle handle) {
        throw new UnsupportedOperationException("a files-only loop has no channels; got " + handle);
    }

    @Override
    public void wakeup() {
        if (!engine.inLoop()) {
            wait.wake();
        }
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return false;
    }
}
