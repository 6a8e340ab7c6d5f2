/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;

/** A loop that is to die, and a mount on which what it has in flight waits. */
abstract class DoomedLoop extends Contract {
    SlowFs slow;
    EventLoopGroup doomed;

    @BeforeEach
    final void mount() throws IOException {
        slow = closeLater(SlowFs.mount(path("slow")));
        Content.write(slow.path("a"), 100);
    }

    final void die() throws InterruptedException {
        doomed.shutdownGracefully(0, 15, SECONDS);
        assertTrue(doomed.awaitTermination(PATIENCE_SECONDS, SECONDS));
    }

    final void nothingIsOpen() {
        eventually("the descriptor is closed").until(() -> Descriptors.count(slow.path("a")) == 0);
    }
}
