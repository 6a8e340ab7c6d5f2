/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import java.util.concurrent.Executor;

/**
 * A group of our loops that also says yes when it is asked whether it is of the socket transport's type, by which
 * libraries choose their channel classes.
 */
final class FilesEventLoopGroup extends MultiThreadIoEventLoopGroup {
    FilesEventLoopGroup(int loops, IoHandlerFactory factory, Class<? extends IoHandler> sockets) {
        super(loops, (Executor) null, factory, sockets);
    }

    @Override
    protected IoEventLoop newChild(Executor executor, IoHandlerFactory ioHandlerFactory, Object... args) {
        return new FilesEventLoop(this, executor, ioHandlerFactory, (Class<?>) args[0]);
    }

    private static final class FilesEventLoop extends SingleThreadIoEventLoop {
        private final Class<?> sockets;

        FilesEventLoop(FilesEventLoopGroup group, Executor executor, IoHandlerFactory factory, Class<?> sockets) {
            super(group, executor, factory);
            this.sockets = sockets;
        }

        @Override
        public boolean isIoType(Class<? extends IoHandler> handlerType) {
            return super.isIoType(handlerType) || handlerType.equals(sockets);
        }
    }
}
