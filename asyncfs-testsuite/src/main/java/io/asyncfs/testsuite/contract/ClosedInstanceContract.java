/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

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
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    void publishersAndSubscribersEnd() throws Exception {
        AsyncFs fs = fs(settings -> {});
        Path path = file("a", 100);
        AsyncFile file = await(fs.open(path));
        FileSubscriber subscriber = new FileSubscriber(await(fs.create(path("b"))));
        fs.close();
        for (FilePublisher publisher : List.of(FilePublisher.of(fs, null, path), FilePublisher.of(file))) {
            SteppedSubscriber reader = new SteppedSubscriber();
            publisher.subscribe(reader);
            reader.request(1);
            assertInstanceOf(FileClosedException.class, reader.next());
        }
        ByteBuf buffer = Content.buffer(0, 10);
        subscriber.onNext(buffer);
        eventually("given back").until(() -> buffer.refCnt() == 0);
        awaitTold(subscriber.result());
        assertFalse(subscriber.result().isSuccess());
    }
}
