/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.SocketTransport;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;

/**
 * The handler of a loop that drives sockets and files: composed of a socket transport's own handler and a
 * {@link LoopEngine}. While files keep it busy it polls sockets every few rounds; otherwise it blocks in the transport,
 * which either watches the kernel queue's doorbell or is woken by a {@link Reaper}; the pool wakes it as any task does.
 */
final class FilesHandler implements IoHandler {
    /** Rounds of file work between two polls of the sockets: a poll costs about as much as one cached read. */
    private static final int ROUNDS_BETWEEN_POLLS = 8;

    private final LoopEngine engine;
    private final Dispatcher dispatcher;
    private final LoopRounds files;
    private final IoHandler sockets;
    private final SocketTransport transport;
    private final Doorbell doorbell;
    private final PassingContext passing = new PassingContext();
    private int rounds;

    /**
     * Creates the handler of one loop.
     *
     * @param transport what is known of {@code sockets}, or null when they are foreign
     */
    FilesHandler(LoopEngine engine, IoHandler sockets, SocketTransport transport) {
        this.engine = engine;
        this.sockets = sockets;
        this.transport = transport;
        doorbell = new Doorbell(transport);
        dispatcher = engine.dispatcher();
        files = engine.end().rounds();
        engine.mail().wakeBy(this::wakeup);
    }

    @Override
    public void initialize() {
        engine.mail().started();
        sockets.initialize();
        KernelQueue queue = dispatcher.queue();
        if (queue != null) {
            queue.start();
            doorbell.install(queue, sockets, () -> engine.mail().post(new Mailbox.Nudge()));
        }
    }

    @Override
    public int run(IoHandlerContext context) {
        int events = files.turn();
        boolean busy = events > 0 || files.linger(context);
        // With nothing in flight it has waited for another thread, longer than a poll takes.
        boolean mayPass = events > 0 || dispatcher.isInFlight();
        if (busy && mayPass && ++rounds < ROUNDS_BETWEEN_POLLS) {
            return events;
        }
        rounds = 0;
        return events + sockets.run(passing.of(context, busy));
    }

    @Override
    public void prepareToDestroy() {
        // While a group shuts down this is called in every round, and the transport drops all its registrations.
        drain();
        sockets.prepareToDestroy();
    }

    /** Waits in the kernel queue itself: others wake the loop there, and nobody else may take the doorbell's count. */
    private void drain() {
        engine.mail().wakeBy(() -> {
            wakeup();
            engine.end().loopWait().wake();
        });
        doorbell.remove();
        engine.end().drain();
    }

    @Override
    public void destroy() {
        drain(); // without a quiet period the loop may end before it is prepared
        engine.end().die();
        if (dispatcher.queue() != null) {
            dispatcher.queue().close();
        }
        sockets.destroy();
        engine.fs().loops().ended(engine);
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return transport == null ? sockets.register(handle) : transport.register(sockets, handle);
    }

    @Override
    public void wakeup() {
        sockets.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return sockets.isCompatible(handleType);
    }

    /**
     * The loop's context as the transport sees it. Both of Netty's transports ask {@link #canBlock()} once more after a
     * {@link #wakeup()} is sure to be noticed, so asking the files there loses no completion.
     */
    private final class PassingContext implements IoHandlerContext {
        private IoHandlerContext loop;
        private boolean busy;

        IoHandlerContext of(IoHandlerContext context, boolean filesAreBusy) {
            loop = context;
            busy = filesAreBusy;
            return this;
        }

        @Override
        public boolean canBlock() {
            return !busy && loop.canBlock() && files.mayBlock();
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return loop.delayNanos(currentTimeNanos);
        }

        @Override
        public long deadlineNanos() {
            return loop.deadlineNanos();
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return loop.shouldReportActiveIoTime();
        }

        @Override
        public void reportActiveIoTime(long activeNanos) {
            loop.reportActiveIoTime(activeNanos);
        }
    }
}
