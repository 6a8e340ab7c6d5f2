/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.handler;

import io.asyncfs.AsyncFile;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** A real file whose reads are answered when the test says so, on the thread of the test. */
final class SteppedFile implements InvocationHandler {
    final AsyncFile proxy = (AsyncFile)
            Proxy.newProxyInstance(SteppedFile.class.getClassLoader(), new Class<?>[] {AsyncFile.class}, this);
    final List<Read> reads = new ArrayList<>();
    final Promise<Void> accepting = ImmediateEventExecutor.INSTANCE.newPromise();
    int closes;
    private final AsyncFile real;

    SteppedFile(AsyncFile real) {
        this.real = real;
    }

    /** One read under way. */
    final class Read {
        final Promise<ByteBuf> promise = ImmediateEventExecutor.INSTANCE.newPromise();
        private final long position;
        private final int length;

        Read(long position, int length) {
            this.position = position;
            this.length = length;
        }

        void answer() throws Exception {
            answer(length);
        }

        void answer(int bytes) throws Exception {
            answer(load(bytes));
        }

        ByteBuf load(int bytes) throws Exception {
            return real.read(position, bytes).get();
        }

        void answer(ByteBuf data) {
            if (!promise.trySuccess(data)) {
                data.release();
            }
        }
    }

    @Override
    public Object invoke(Object self, Method method, Object[] args) throws Throwable {
        if (method.getName().equals("read") && args.length == 2 && args[0] instanceof Long position) {
            Read read = new Read(position, (Integer) args[1]);
            reads.add(read);
            return read.promise;
        }
        switch (method.getName()) {
            case "executor" -> {
                return ImmediateEventExecutor.INSTANCE;
            }
            case "acceptingOps" -> {
                return accepting;
            }
            case "size" -> {
                return ImmediateEventExecutor.INSTANCE.newSucceededFuture(((Future<?>) method.invoke(real)).get());
            }
            case "close" -> closes++;
            default -> {}
        }
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
