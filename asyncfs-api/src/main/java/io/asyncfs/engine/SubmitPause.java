/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What keeps a loop from spinning while the kernel has no resources for its submissions (EAGAIN, EBUSY): it may sleep
 * although requests are not submitted, and a timer or a completion, whichever is first, makes it try again. Loop thread.
 */
final class SubmitPause {
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final LoopEngine engine;
    private boolean on;
    private long start;

    SubmitPause(LoopEngine engine) {
        this.engine = engine;
    }

    void begin() {
        if (!isOn()) {
            on = true;
            start = System.nanoTime();
            // By mail and not by a task of the loop: it wakes a loop that drains, too.
            GlobalEventExecutor.INSTANCE.schedule(
                    () -> engine.mail().post(new Mailbox.Nudge()), NANOS, TimeUnit.NANOSECONDS);
        }
    }

    boolean isOn() {
        on = on && System.nanoTime() - start < NANOS;
        return on;
    }
}
