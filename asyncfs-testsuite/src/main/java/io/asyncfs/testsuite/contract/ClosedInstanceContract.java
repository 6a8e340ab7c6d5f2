/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.FileClosedException;
import io.asyncfs.flow.FilePublisher;
import io.asyncfs.flow.FileSubscriber;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.SteppedSubscriber;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is asked of an instance that was closed. Its own loop has ended, but who asks has to hear why not all the same. */
class ClosedInstanceContract extends Contract {
    private static void awaitTold(Future<?> future) throws Exception {
        CompletableFuture<Void> told = new CompletableFuture<>();
        future.addListener(done -> told.complete(null));
        told.get(PATIENCE_SECONDS, SECONDS);
    }

    @Test
    void operationsFailAndListenersAreTold() throws Exception {
        AsyncFs fs = fs(settings -> {});
        Path path = file("a", 100);
        AsyncFile file = await(fs.open(path));
        fs.close();
        ByteBuf buffer = Content.buffer(0, 10);
        for (Future<?> refused :
                List.of(fs.open(path), fs.stat(null, path), file.size(), file.read(0, 10), file.read(buffer.clear()))) {
            failure(FileClosedException.class, refused);
            awaitTold(refused);
        }
        awaitTold(file.acceptingOps());
        awaitTold(file.close());
    }

    @Test
    void directoriesOpenNothingAndListenersAreTold() throws Exception {
        AsyncFs fs = fs(settings -> {});
        AsyncDirectory directory = await(fs.openDirectory(null, file("a", 100).getParent()));
        fs.close();
        for (Path relative : List.of(Path.of("a"), path("a"))) {
            Future<AsyncFile> refused = directory.open(null, relative);
            awaitTold(refused);
            assertFalse(refused.isSuccess());
        }
        awaitTold(directory.close());
    }

    @Test
    void publishersEnd() throws Exception {
        AsyncFs fs = fs(settings -> {});
        Path path = file("a", 100);
        AsyncFile file = await(fs.open(path));
        fs.close();
        for (FilePublisher publisher : List.of(FilePublisher.of(fs, null, path), FilePublisher.of(file))) {
            SteppedSubscriber reader = new SteppedSubscriber();
            publisher.subscribe(reader);
            reader.request(1);
            assertInstanceOf(FileClosedException.class, reader.next());
        }
    }

    @Test
    void publishersTellWhatTheFileAnsweredHoweverLateTheyHearOfIt() throws Exception {
        AsyncFs fs = fs(settings -> {});
        AsyncFile file = await(fs.open(file("a", 100)));
        fs.close();
        CountDownLatch subscribed = new CountDownLatch(1);
        CountDownLatch requested = new CountDownLatch(1);
        SteppedSubscriber reader = new SteppedSubscriber();
        FilePublisher.of(file).subscribe(reader);
        // The global executor tells what the loop of the file does not tell any more, and one behind the other.
        Future<Boolean> held = GlobalEventExecutor.INSTANCE.submit(() -> {
            subscribed.countDown();
            return requested.await(PATIENCE_SECONDS, SECONDS);
        });
        assertTrue(subscribed.await(PATIENCE_SECONDS, SECONDS));
        reader.request(1);
        requested.countDown();
        assertTrue(await(held));
        assertInstanceOf(FileClosedException.class, reader.next());
    }

    @Test
    void subscribersEnd() throws Exception {
        AsyncFs fs = fs(settings -> {});
        FileSubscriber given = new FileSubscriber(await(fs.create(path("a"))));
        FileSubscriber subscribed = new FileSubscriber(await(fs.create(path("b"))));
        fs.close();
        ByteBuf buffer = Content.buffer(0, 10);
        given.onNext(buffer);
        eventually("given back").until(() -> buffer.refCnt() == 0);
        failure(FileClosedException.class, given.result());
        awaitTold(given.result());
        FilePublisher.of(fs, null, path("a")).subscribe(subscribed);
        failure(FileClosedException.class, subscribed.result());
        awaitTold(subscribed.result());
    }
}
