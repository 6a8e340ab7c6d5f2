/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.flow.FilePublisher;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Factory;

/** The rules of reactive streams for publishers, tested by their own kit. */
public class FilePublisherTckTest extends FlowPublisherVerification<ByteBuf> {
    private final TckScene scene;

    @Factory(dataProvider = "backends")
    public FilePublisherTckTest(String backend) {
        super(TckScene.ENVIRONMENT, 1000);
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

    /** As many one-byte buffers as a file without any block on the disk can have. */
    @Override
    public long maxElementsFromPublisher() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Flow.Publisher<ByteBuf> createFlowPublisher(long elements) {
        Path path = scene.path();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(elements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FilePublisher.of(scene.fs, null, path).chunkSize(1);
    }

    @Override
    public Flow.Publisher<ByteBuf> createFailedFlowPublisher() {
        return FilePublisher.of(scene.fs, null, scene.path());
    }
}
