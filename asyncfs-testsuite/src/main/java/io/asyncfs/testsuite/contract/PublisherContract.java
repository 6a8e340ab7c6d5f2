/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectIo;
import io.asyncfs.OpenMode;
import io.asyncfs.flow.FilePublisher;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.harness.SteppedSubscriber;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A file as a publisher of buffers. That it keeps the rules of reactive streams, their own kit tests. */
class PublisherContract extends Contract {
    private static final int CHUNK = 1000;

    private SteppedSubscriber subscribe(FilePublisher publisher) {
        SteppedSubscriber subscriber = new SteppedSubscriber();
        publisher.chunkSize(CHUNK).subscribe(subscriber);
        return subscriber;
    }

    private void assertClosed(Path path) throws IOException {
        Path real = path.toRealPath();
        eventually("the file is closed")
                .until(() -> Descriptors.open().values().stream().noneMatch(real.toString()::equals));
    }

    private static void assertNext(long position, int length, SteppedSubscriber subscriber) throws Exception {
        ByteBuf buffer = subscriber.nextBuffer();
        Content.assertAt(position, length, buffer);
        buffer.release();
    }

    private long reads() {
        return fs().counters().snapshot().entrySet().stream()
                .filter(counter -> counter.getKey().endsWith(".read"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Test
    void aFileComesInOrderAndEnds() throws Exception {
        Path path = file("a", 2 * CHUNK + 5);
        SteppedSubscriber subscriber = subscribe(FilePublisher.of(fs(), loop(), path));
        subscriber.request(Long.MAX_VALUE);
        assertNext(0, CHUNK, subscriber);
        assertNext(CHUNK, CHUNK, subscriber);
        assertNext(2 * CHUNK, 5, subscriber);
        assertSame(SteppedSubscriber.COMPLETE, subscriber.next());
        assertClosed(path);
    }

    @Test
    void anEmptyFileEndsWithoutARequest() throws Exception {
        assertSame(
                SteppedSubscriber.COMPLETE,
                subscribe(FilePublisher.of(open(file("a", 0)))).next());
    }

    @Test
    void aRangeMayBeginAndEndAnywhere() throws Exception {
        AsyncFile file = open(file("a", 10 * CHUNK), DirectIo.PREFERRED);
        SteppedSubscriber subscriber = subscribe(FilePublisher.of(file).range(1234, CHUNK + 1));
        subscriber.request(2);
        assertNext(1234, CHUNK, subscriber);
        assertNext(1234 + CHUNK, 1, subscriber);
        assertSame(SteppedSubscriber.COMPLETE, subscriber.next());
    }

    @Test
    void nothingIsReadBeforeItIsRequested() throws Exception {
        AsyncFile file = open(file("a", 10 * CHUNK));
        await(file.read(0, 1)).release(); // the first may have to find out what the file system can do
        SteppedSubscriber subscriber = subscribe(FilePublisher.of(file));
        long before = reads();
        await(fs().stat(loop(), dir()));
        assertEquals(before, reads());
        subscriber.request(3);
        for (int i = 0; i < 3; i++) {
            assertNext(i * CHUNK, CHUNK, subscriber);
        }
        await(fs().stat(loop(), dir()));
        assertEquals(before + 3, reads(), "reads for three requested chunks");
        assertFalse(subscriber.hasSignal());
        subscriber.cancel();
    }

    @Test
    void whatEndsTooEarlyFails() throws Exception {
        AsyncFile file = open(file("a", CHUNK + 1));
        SteppedSubscriber subscriber = subscribe(FilePublisher.of(file).range(0, 2 * CHUNK));
        subscriber.request(5);
        assertNext(0, CHUNK, subscriber);
        assertInstanceOf(EOFException.class, subscriber.next());
        assertFalse(file.isOpen());
    }

    @Test
    void aFileThatShrinksMeanwhileFails() throws Exception {
        Path path = file("a", 10 * CHUNK);
        SteppedSubscriber subscriber = subscribe(FilePublisher.of(open(path)));
        subscriber.request(1);
        assertNext(0, CHUNK, subscriber);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(CHUNK);
        }
        subscriber.request(1);
        assertInstanceOf(EOFException.class, subscriber.next());
    }

    @Test
    void aFileThatIsNotThereFailsTheSubscriber() throws Exception {
        FilePublisher publisher = FilePublisher.of(fs(), loop(), path("missing"));
        SteppedSubscriber subscriber = subscribe(publisher);
        assertInstanceOf(NoSuchFileException.class, subscriber.next());
        subscriber.request(1);
        subscriber.cancel();
        assertFalse(subscriber.hasSignal());
    }

    @Test
    void anOpenFileHasOneSubscriberAndAPathMany() throws Exception {
        Path path = file("a", 10);
        FilePublisher once = FilePublisher.of(open(path));
        subscribe(once).cancel();
        assertInstanceOf(
                IllegalStateException.class, subscribe(once.range(0, 1)).next());
        FilePublisher often = FilePublisher.of(fs(), null, path);
        for (int i = 0; i < 3; i++) {
            SteppedSubscriber subscriber = subscribe(often);
            subscriber.request(1);
            assertNext(0, 10, subscriber);
        }
        assertClosed(path);
    }

    @Test
    void cancelClosesTheFileBeforeAndAfterItIsOpen() throws Exception {
        Path path = file("a", 10 * CHUNK);
        subscribe(FilePublisher.of(fs(), loop(), path)).cancel();
        AsyncFile file = open(path);
        SteppedSubscriber subscriber = subscribe(FilePublisher.of(file));
        subscriber.request(1);
        assertNext(0, CHUNK, subscriber);
        subscriber.cancel();
        subscriber.cancel();
        subscriber.request(10);
        assertFalse(file.isOpen());
        assertClosed(path);
        assertFalse(subscriber.hasSignal());
    }

    @Test
    void aSubscriberThatThrowsLosesItsFile() throws Exception {
        AsyncFile file = open(file("a", 10));
        FilePublisher.of(file).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(ByteBuf buffer) {
                buffer.release();
                throw new IllegalStateException("of the test");
            }

            @Override
            public void onError(Throwable cause) {}

            @Override
            public void onComplete() {}
        });
        eventually("closed").until(() -> !file.isOpen());
    }

    @Test
    void wrongArgumentsAreRefused() throws Exception {
        FilePublisher publisher = FilePublisher.of(fs(), loop(), file("a", 10));
        assertThrows(IllegalArgumentException.class, () -> publisher.range(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> publisher.range(1, Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> publisher.chunkSize(0));
        assertThrows(IllegalArgumentException.class, () -> publisher.readAhead(0));
        AsyncFile waiting = open(path("a"), OpenMode.SYNC);
        assertThrows(IllegalArgumentException.class, () -> FilePublisher.of(waiting));
        assertTrue(waiting.isOpen(), "it is the caller's still");
        SteppedSubscriber subscriber = subscribe(publisher);
        subscriber.request(0);
        assertInstanceOf(IllegalArgumentException.class, subscriber.next());
    }

    @Test
    @Tag("concurrent")
    void signalsComeOnTheExecutorOfTheFileOneAtATime() throws Exception {
        AsyncFile file = open(file("a", 300_000));
        EventExecutor executor = file.executor();
        Promise<Long> end = executor.newPromise();
        AtomicLong position = new AtomicLong();
        AtomicLong requested = new AtomicLong();
        FilePublisher.of(file).chunkSize(100).readAhead(4).subscribe(new Flow.Subscriber<>() {
            private boolean inside; // not atomic: the executor's thread alone may come here
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(1);
            }

            @Override
            public void onNext(ByteBuf buffer) {
                if (inside || !executor.inEventLoop()) {
                    end.tryFailure(new AssertionError("two at a time, or on the wrong thread"));
                }
                inside = true;
                Content.assertAt(position.getAndAdd(100), 100, buffer);
                buffer.release();
                Thread requester = new Thread(() -> subscription.request(1 + requested.getAndIncrement() % 2));
                if (requested.get() % 10 == 0) {
                    requester.start();
                } else {
                    requester.run();
                }
                inside = false;
            }

            @Override
            public void onError(Throwable cause) {
                end.tryFailure(cause);
            }

            @Override
            public void onComplete() {
                end.trySuccess(position.get());
            }
        });
        assertEquals(300_000, await(end));
    }

    @Test
    @Tag("concurrent")
    void cancelFromAnyThreadAtAnyTimeLeavesNothing() throws Exception {
        Path path = file("a", 10 * CHUNK);
        List<SteppedSubscriber> subscribers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            SteppedSubscriber subscriber = subscribe(FilePublisher.of(fs(), loop(), path));
            subscriber.request(i % 12);
            int spins = ThreadLocalRandom.current().nextInt(20_000);
            for (int spin = 0; spin < spins; spin++) {
                Thread.onSpinWait();
            }
            subscriber.cancel();
            subscribers.add(subscriber);
        }
        assertClosed(path);
        await(fs().stat(loop(), dir())); // the loop is behind whatever it signalled
        for (SteppedSubscriber subscriber : subscribers) {
            while (subscriber.hasSignal()) {
                // What was on its way when it cancelled is the subscriber's all the same.
                if (subscriber.next() instanceof ByteBuf buffer) {
                    buffer.release();
                }
            }
        }
    }
}
