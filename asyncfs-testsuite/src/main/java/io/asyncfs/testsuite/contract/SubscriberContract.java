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
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.LoopTerminatedException;
import io.asyncfs.OpenMode;
import io.asyncfs.flow.FilePublisher;
import io.asyncfs.flow.FileSubscriber;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A subscriber that writes a file. That it keeps the rules of reactive streams, their own kit tests. */
class SubscriberContract extends Contract {
    /** A publisher's side that only counts. */
    private static class Demand implements Flow.Subscription {
        final AtomicLong requested = new AtomicLong();
        volatile boolean cancelled;

        @Override
        public void request(long n) {
            requested.addAndGet(n);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final Demand demand = new Demand();

    private FileSubscriber subscribed(AsyncFile file, long offset, int inFlight) {
        FileSubscriber subscriber = new FileSubscriber(file, offset, inFlight);
        subscriber.onSubscribe(demand);
        return subscriber;
    }

    private void awaitDemand(long total) {
        eventually("demand").until(demand.requested::get, requested -> requested == total);
    }

    @Test
    void buffersAreWrittenOneBehindTheOther() throws Exception {
        AsyncFile file = create("a");
        FileSubscriber subscriber = subscribed(file, 0, 3);
        awaitDemand(3);
        subscriber.onNext(Content.buffer(0, 100));
        subscriber.onNext(Content.buffer(100, 0));
        subscriber.onNext(Content.buffer(100, 5000));
        awaitDemand(6);
        subscriber.onComplete();
        assertEquals(5100, await(subscriber.result()));
        assertFalse(file.isOpen());
        assertContent(path("a"), 5100);
    }

    @Test
    void writingMayBeginAtAnOffset() throws Exception {
        Content.write(path("a"), 1000);
        FileSubscriber subscriber = subscribed(create("b"), 700, 1);
        subscriber.onNext(Content.buffer(700, 300));
        subscriber.onComplete();
        assertEquals(300, await(subscriber.result()));
        assertEquals(1000, Files.size(path("b")));
    }

    @Test
    void nothingPublishedIsAnEmptyFile() throws Exception {
        FileSubscriber subscriber = new FileSubscriber(create("a"));
        subscriber.onSubscribe(demand);
        subscriber.onComplete();
        assertEquals(0, await(subscriber.result()));
    }

    @Test
    void anErrorClosesTheFileAndKeepsWhatWasWritten() throws Exception {
        AsyncFile file = create("a");
        FileSubscriber subscriber = subscribed(file, 0, 2);
        subscriber.onNext(Content.buffer(0, 100));
        IOException cause = new IOException("of the test");
        subscriber.onError(cause);
        assertSame(cause, failure(IOException.class, subscriber.result()));
        assertFalse(file.isOpen());
        assertFalse(demand.cancelled, "the publisher has ended already");
        assertContent(path("a"), 100);
    }

    @Test
    void aWriteThatFailsCancels() throws Exception {
        AsyncFile readOnly = open(file("a", 10));
        FileSubscriber subscriber = subscribed(readOnly, 0, 2);
        ByteBuf buffer = Content.buffer(0, 10);
        subscriber.onNext(buffer);
        failure(NonWritableChannelException.class, subscriber.result());
        assertTrue(demand.cancelled);
        assertEquals(0, buffer.refCnt());
        ByteBuf late = Content.buffer(0, 10);
        subscriber.onNext(late);
        assertEquals(0, late.refCnt());
        assertFalse(readOnly.isOpen());
    }

    @Test
    void cancelEndsTheSubscription() throws Exception {
        FileSubscriber subscriber = subscribed(create("a"), 0, 2);
        subscriber.cancel();
        failure(CancellationException.class, subscriber.result());
        assertTrue(demand.cancelled);
        FileSubscriber never = new FileSubscriber(create("b"));
        never.cancel();
        failure(CancellationException.class, never.result());
        Demand late = new Demand();
        never.onSubscribe(late);
        eventually("cancelled").until(() -> late.cancelled);
    }

    /** There is nobody any more on whose thread the publisher could be told. */
    @Test
    void whenTheLoopHasEndedThePublisherHearsOfItAllTheSame() throws Exception {
        EventLoopGroup doomed = owned(backend().newGroup(fs(), 1));
        FileSubscriber subscriber = subscribed(await(fs().open(doomed.next(), file("a", 10), READ, WRITE)), 0, 2);
        awaitDemand(2);
        doomed.shutdownGracefully(0, 15, TimeUnit.SECONDS);
        assertTrue(doomed.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
        ByteBuf late = Content.buffer(0, 10);
        subscriber.onNext(late);
        failure(LoopTerminatedException.class, subscriber.result());
        assertTrue(demand.cancelled);
        assertEquals(0, late.refCnt());
    }

    @Test
    void aSecondSubscriptionIsCancelled() throws Exception {
        FileSubscriber subscriber = subscribed(create("a"), 0, 2);
        Demand second = new Demand();
        subscriber.onSubscribe(second);
        eventually("cancelled").until(() -> second.cancelled);
        assertFalse(demand.cancelled);
        subscriber.onComplete();
        await(subscriber.result());
    }

    @Test
    void wrongArgumentsAreRefused() throws Exception {
        AsyncFile file = create("a");
        assertThrows(IllegalArgumentException.class, () -> new FileSubscriber(file, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new FileSubscriber(file, 0, 0));
        assertThrows(NullPointerException.class, () -> new FileSubscriber(null));
        AsyncFile waiting = open(path("a"), WRITE, OpenMode.SYNC);
        assertThrows(IllegalArgumentException.class, () -> new FileSubscriber(waiting));
        FileSubscriber subscriber = new FileSubscriber(file);
        assertThrows(NullPointerException.class, () -> subscriber.onSubscribe(null));
        assertThrows(NullPointerException.class, () -> subscriber.onNext(null));
        assertThrows(NullPointerException.class, () -> subscriber.onError(null));
        subscriber.cancel();
    }

    @Test
    @Tag("concurrent")
    void aFileFlowsIntoAnotherWithinItsMemory() throws Exception {
        PooledByteBufAllocator memory = new PooledByteBufAllocator(true);
        try (io.asyncfs.AsyncFs source = backend().newFs(settings -> settings.allocator(memory))) {
            int chunk = 16 * 1024;
            int length = 3_000_001;
            FilePublisher publisher =
                    FilePublisher.of(source, null, file("a", length)).chunkSize(chunk);
            AtomicLong most = new AtomicLong();
            FileSubscriber writer = new FileSubscriber(create("b"), 0, 4);
            publisher.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    writer.onSubscribe(subscription);
                }

                @Override
                public void onNext(ByteBuf buffer) {
                    most.accumulateAndGet(memory.pinnedDirectMemory(), Math::max);
                    writer.onNext(buffer);
                }

                @Override
                public void onError(Throwable cause) {
                    writer.onError(cause);
                }

                @Override
                public void onComplete() {
                    writer.onComplete();
                }
            });
            assertEquals(length, await(writer.result()));
            assertContent(path("b"), length);
            assertEquals(0, memory.pinnedDirectMemory());
            // Four with the writer and two read ahead; a page more each for the alignment, and its size class.
            assertTrue(most.get() <= 6L * 2 * chunk, "had " + most);
        }
    }

    /** An executor does not keep them apart: of the immediate one every thread is. */
    @Test
    void callsOfTheSubscriptionDoNotOverlap() throws Exception {
        AsyncFile file = await(fs().create(ImmediateEventExecutor.INSTANCE, path("a")));
        FileSubscriber subscriber = new FileSubscriber(file);
        AtomicInteger under = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Demand emitting = new Demand() {
            @Override
            public void request(long n) {
                most.accumulateAndGet(under.incrementAndGet(), Math::max);
                if (requested.getAndAdd(n) == 0) {
                    ByteBuf buffer = Content.buffer(0, 10);
                    subscriber.onNext(buffer);
                    eventually("written").until(() -> buffer.refCnt() == 0);
                    await(file.size()); // comes behind what the end of the write has done
                }
                under.decrementAndGet();
            }
        };
        subscriber.onSubscribe(emitting);
        eventually("asked for more").until(() -> emitting.requested.get() == FileSubscriber.DEFAULT_IN_FLIGHT + 1);
        assertEquals(1, most.get());
        subscriber.onComplete();
        assertEquals(10, await(subscriber.result()));
    }

    @Test
    void anExecutorThatHasEndedIsNotNeeded() throws Exception {
        EventExecutorGroup foreign = owned(new DefaultEventExecutorGroup(1));
        AsyncFile file = await(fs().create(foreign.next(), path("a")));
        foreign.shutdownGracefully(0, 15, TimeUnit.SECONDS);
        assertTrue(foreign.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
        FileSubscriber subscriber = subscribed(file, 0, 2);
        awaitDemand(2);
        subscriber.onNext(Content.buffer(0, 100));
        awaitDemand(3);
        subscriber.onComplete();
        assertEquals(100, await(subscriber.result()));
        assertContent(path("a"), 100);
    }
}
