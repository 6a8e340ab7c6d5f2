/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** Virtual threads, from JDK 21 on; the tests are compiled for 17. */
public final class VirtualThreads {
    private VirtualThreads() {}

    /** Tells whether this virtual machine has them. */
    public static boolean available() {
        return Runtime.version().feature() >= 21;
    }

    /** Returns what makes them; a test that calls this without any is skipped. */
    public static ThreadFactory factory() {
        assumeTrue(available(), "no virtual threads before JDK 21");
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a task on one and waits for it. */
    public static <T> T run(Callable<T> task) throws Exception {
        FutureTask<T> result = new FutureTask<>(task);
        factory().newThread(result).start();
        return result.get();
    }

    /** The first to do so makes the selectors of all such threads, which stay. */
    static void waitForASocket() throws IOException {
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel writer = SocketChannel.open(server.getLocalAddress());
                SocketChannel reader = server.accept()) {
            FutureTask<Integer> read = new FutureTask<>(() -> reader.read(ByteBuffer.allocate(1)));
            Thread thread = factory().newThread(read);
            thread.start();
            while (thread.getState() != Thread.State.WAITING && !read.isDone()) {
                Thread.onSpinWait();
            }
            writer.write(ByteBuffer.allocate(1));
            read.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IOException(e);
        }
    }
}
