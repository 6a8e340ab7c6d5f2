/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.spi.CallerThread;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A real file whose reads begin only when so many have been asked for: as on a disk that does not answer. */
final class HeldReads {
    private final AsyncFs fs;
    private final int count;
    private final List<Runnable> held = new ArrayList<>();

    HeldReads(AsyncFs fs, int count) {
        this.fs = fs;
        this.count = count;
    }

    synchronized int held() {
        return held.size();
    }

    AsyncFs fs() {
        return (AsyncFs) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AsyncFs.class}, (proxy, method, arguments) -> {
                    Object result = invoke(method, fs, arguments);
                    if (method.getName().equals("open")) {
                        AsyncFile file = (AsyncFile) ((Future<?>) result).get();
                        return file.executor().newSucceededFuture(hold(file));
                    }
                    return result;
                });
    }

    private AsyncFile hold(AsyncFile file) {
        return (AsyncFile) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AsyncFile.class, CallerThread.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("readCached")) {
                        return -1; // so that it comes to a read that can be held
                    }
                    boolean read = method.getName().equals("read") && arguments[0] instanceof ByteBuf;
                    return read
                            ? heldRead(file, ((ByteBuf) arguments[0]).retain(), (Long) arguments[1])
                            : invoke(method, file, arguments);
                });
    }

    private synchronized Future<Integer> heldRead(AsyncFile file, ByteBuf buffer, long position) {
        Promise<Integer> promise = file.executor().newPromise();
        held.add(() -> {
            if (!promise.isDone()) {
                file.read(buffer, position).addListener((Future<Integer> done) -> {
                    if (done.isSuccess()) {
                        promise.trySuccess(done.getNow());
                    } else {
                        promise.tryFailure(done.cause());
                    }
                });
            }
            buffer.release();
        });
        if (held.size() == count) {
            held.forEach(Runnable::run);
        }
        return promise;
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
