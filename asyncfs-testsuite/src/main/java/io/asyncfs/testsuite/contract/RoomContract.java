/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.flow.FilePublisher;
import io.asyncfs.flow.FileSubscriber;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.SteppedSubscriber;
import io.asyncfs.testsuite.slowfs.SlowFs;
import io.asyncfs.testsuite.slowfs.SlowOp;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who waits for room on a loop that a disk which does not answer keeps full: it may give up, or wait until it answers. */
@Tag("fuse")
class RoomContract extends Contract {
    private SlowFs slow;
    private AsyncFile hung;
    private AsyncFile healthy;
    private Future<ByteBuf> last;

    @BeforeEach
    void fill() throws IOException {
        slow = closeLater(SlowFs.mount(path("slow")));
        Content.write(slow.path("a"), 100);
        AsyncFs fs = fs(settings -> settings.queueDepth(1).maxPendingOps(0));
        EventLoop loop = owned(backend().newGroup(fs, 1)).next();
        hung = await(fs.open(loop, slow.path("a")));
        healthy = await(fs.open(loop, file("b", 100), READ, WRITE));
        slow.hold(SlowOp.READ);
        last = hung.read(0, 10);
        slow.awaitWaiting(SlowOp.READ, 1);
    }

    private void answer() {
        slow.release(SlowOp.READ);
        await(last).release();
    }

    @AfterEach
    void end() {
        slow.release(SlowOp.READ);
        await(hung.close());
        await(healthy.close());
    }

    @Test
    void theCloseOfTheFileEndsTheWait() {
        Future<Void> others = hung.acceptingOps();
        Future<Void> room = healthy.acceptingOps();
        assertFalse(room.isDone());
        await(healthy.close());
        await(room);
        await(healthy.acceptingOps());
        assertFalse(others.isDone());
        answer();
        await(others);
    }

    @Test
    void aSubscriberThatGivesUpDoesNotWaitAndWritesNothing() throws Exception {
        FileSubscriber subscriber = new FileSubscriber(healthy);
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
        ByteBuf buffer = Content.buffer(1, 50);
        subscriber.onNext(buffer);
        onLoopOf(healthy, () -> null); // where it hears that there is no room
        subscriber.cancel();
        failure(CancellationException.class, subscriber.result());
        assertEquals(0, buffer.refCnt());
        answer();
        assertContent(path("b"), 100);
    }

    @Test
    void aPublisherWaits() throws Exception {
        SteppedSubscriber reader = new SteppedSubscriber();
        FilePublisher.of(healthy).subscribe(reader);
        reader.request(2);
        onLoopOf(hung, () -> null);
        assertFalse(reader.hasSignal());
        answer();
        ByteBuf content = reader.nextBuffer();
        Content.assertAt(0, 100, content);
        content.release();
        assertEquals(SteppedSubscriber.COMPLETE, reader.next());
    }
}
