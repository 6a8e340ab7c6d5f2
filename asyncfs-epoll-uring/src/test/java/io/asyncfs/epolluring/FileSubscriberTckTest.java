/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.flow.FileSubscriber;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Factory;

/** The rules of reactive streams for subscribers, as far as they show from outside, tested by their own kit. */
public class FileSubscriberTckTest extends FlowSubscriberBlackboxVerification<ByteBuf> {
    private final TckScene scene;

    @Factory(dataProvider = "backends")
    public FileSubscriberTckTest(String backend) {
        super(TckScene.ENVIRONMENT);
        scene = new TckScene(backend);
    }

    @DataProvider
    public static Iterator<Object[]> backends() {
        return TckScene.backends();
    }

    @AfterClass
    public void close() throws IOException {
        scene.close();
    }

    @Override
    public Flow.Subscriber<ByteBuf> createFlowSubscriber() {
        try {
            return new FileSubscriber(scene.fs.create(scene.path()).get());
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public ByteBuf createElement(int element) {
        return Unpooled.wrappedBuffer(new byte[] {(byte) element});
    }
}
