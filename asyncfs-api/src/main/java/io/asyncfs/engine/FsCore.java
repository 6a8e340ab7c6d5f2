/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.AsyncDirectory;
import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.DirectAlignment;
import io.asyncfs.FileStat;
import io.asyncfs.LastOp;
import io.asyncfs.OpenMode;
import io.asyncfs.buffer.AlignedBufAllocator;
import io.asyncfs.buffer.AlignedBuffers;
import io.asyncfs.spi.Backend;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenDirectory;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.spi.OwnThreads;
import io.asyncfs.spi.PooledMemory;
import io.asyncfs.spi.SocketTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;

/** The one implementation of {@link AsyncFs}: knows its loops, its pool and its memory. Any thread. */
public final class FsCore implements AsyncFs {
    private final FsConfig config;
    private final Backend backend;
    private final Loops loops;
    private final Mounts mounts = new Mounts();
    private final Map<Long, SharedDevice> devices = new ConcurrentHashMap<>();
    private final BlockingPool pool;
    private final AlignedBufAllocator own;
    private final Staging staging;
    private final AlignedBuffers users; // null without a user's allocator

    /**
     * Creates an instance; no thread is started.
     *
     * @param config the settings
     * @param backend the mechanism
     */
    public FsCore(FsConfig config, Backend backend) {
        this(config, backend, OwnThreads.factory("asyncfs-pool"));
    }

    FsCore(FsConfig config, Backend backend, ThreadFactory poolThreads) {
        this.config = config;
        this.backend = backend;
        own = new AlignedBufAllocator(
                config.memory().alignment(), config.memory().zeroOnRelease());
        staging = new Staging(own, config.memory().alignment());
        ByteBufAllocator given = config.memory().allocator();
        users = given == null ? null : new AlignedBuffers(given, config.memory().alignment());
        pool = new BlockingPool(config.limits().poolSize(), mounts, poolThreads);
        loops = new Loops(this);
    }

    FsConfig config() {
        return config;
    }

    Mounts mounts() {
        return mounts;
    }

    SharedDevice device(OpenFile file) {
        return devices.computeIfAbsent(file.device(), id -> new SharedDevice(file.deviceRequests()));
    }

    BlockingPool pool() {
        return pool;
    }

    /** Returns the slabs of our own allocator. */
    PooledMemory pooled() {
        return new PooledMemory() {
            @Override
            public int pieces() {
                return own.slabCount();
            }

            @Override
            public ByteBuffer piece(int index) {
                return own.slab(index);
            }
        };
    }

    Backend mechanism() {
        return backend;
    }

    Loops loops() {
        return loops;
    }

    Staging staging() {
        return staging;
    }

    /** Allocates the buffer of a read that owns it. */
    ByteBuf allocBuf(int capacity, DirectAlignment required) {
        return required.memory() > config.memory().alignment() ? staging.allocate(capacity) : allocBuf(capacity);
    }

    @Override
    public String backend() {
        return backend.name();
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
        SocketTransport transport = Backends.transport();
        return new HandlerFactory(this, transport.newFactory(), transport);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory(IoHandlerFactory sockets) {
        return new HandlerFactory(this, Objects.requireNonNull(sockets, "sockets"), null);
    }

    @Override
    public MultiThreadIoEventLoopGroup newEventLoopGroup(int count) {
        return new FilesEventLoopGroup(
                count, ioHandlerFactory(), Backends.transport().handlerType());
    }

    @Override
    public Class<? extends ServerSocketChannel> serverSocketChannelType() {
        return Backends.transport().serverSocketChannelType();
    }

    @Override
    public Class<? extends SocketChannel> socketChannelType() {
        return Backends.transport().socketChannelType();
    }

    @Override
    public Class<? extends DatagramChannel> datagramChannelType() {
        return Backends.transport().datagramChannelType();
    }

    @Override
    public Future<AsyncFile> open(
            EventExecutor executor, Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
        OpenRequest request = OpenOptions.request(path, options, attributes);
        return openFile(
                executor,
                OpenOptions.mode(options),
                request,
                () -> mounts.opened(request.path(), backend.open(request)));
    }

    /** Opens by a blocking call and makes the first view on the loop that serves {@code executor}. */
    Future<AsyncFile> openFile(EventExecutor executor, OpenMode mode, OpenRequest request, BlockingCall open) {
        return start(executor, OpKind.OPEN, request.path(), open, (engine, opened) -> {
            SharedFile shared = new SharedFile((OpenFile) opened, request, mode);
            return new EngineFile(new FileView(shared, engine, Loops.orLoopOf(engine, executor)), 0);
        });
    }

    /** Makes another view of an open file. */
    AsyncFile newView(FileView of, EventExecutor executor) {
        LoopEngine engine;
        try {
            engine = loops.engineFor(executor, of.shared().request().path());
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        if (!engine.end().isAccepting()) {
            throw new IllegalStateException(engine.end().notAccepted(of.path()).getMessage());
        }
        if (!of.isOpen() || !of.shared().tryRetain()) {
            throw new IllegalStateException(of.path() + " is closed");
        }
        FileView view = new FileView(of.shared(), engine, executor);
        if (!engine.end().isAccepting()) { // it may have closed its files before it saw this one
            view.close();
        }
        return new EngineFile(view, 0);
    }

    @Override
    public Future<AsyncDirectory> openDirectory(EventExecutor executor, Path path) {
        OpenOptions.checkPath(path);
        return start(
                executor,
                OpKind.OPENDIRECTORY,
                path,
                () -> (backend.hasDirectories() ? backend : Backends.POOL).openDirectory(path),
                (engine, opened) -> loops.opened(new EngineDirectory(this, (OpenDirectory) opened, path)));
    }

    @Override
    public Future<FileStat> stat(EventExecutor executor, Path path) {
        OpenOptions.checkPath(path);
        return call(executor, OpKind.STAT, path, () -> backend.stat(path));
    }

    @Override
    public Future<Void> syncDirectory(Path directory) {
        OpenOptions.checkPath(directory);
        return call(null, OpKind.SYNCDIRECTORY, directory, () -> {
            backend.syncDirectory(directory);
            return null;
        });
    }

    /** Does a blocking call on the pool; its result arrives on {@code executor}. */
    <V> Future<V> call(EventExecutor executor, OpKind kind, Path path, BlockingCall call) {
        return start(executor, kind, path, call, null);
    }

    private <V> Future<V> start(
            EventExecutor executor,
            OpKind kind,
            Path path,
            BlockingCall call,
            BiFunction<LoopEngine, Object, Object> finisher) {
        LoopEngine engine;
        try {
            engine = loops.engineFor(executor, path);
        } catch (IOException e) {
            return LoopPromise.failed(executor, e);
        }
        EventExecutor on = Loops.orLoopOf(engine, executor);
        FileOp op = engine.newOp();
        op.call(call).finisher(finisher).target(path).begin(kind, null, path.toString(), on, LastOp.Kind.NONE);
        Promise<V> promise = op.typedPromise();
        engine.accept(op);
        return promise;
    }

    @Override
    public ByteBufAllocator allocator() {
        ByteBufAllocator user = config.memory().allocator();
        return user == null ? own : user;
    }

    @Override
    public ByteBuf allocBuf(int capacity) {
        return users == null ? own.directBuffer(capacity, capacity) : users.allocate(capacity);
    }

    @Override
    public void releaseBuf(ByteBuf buf) {
        buf.release();
    }

    @Override
    public FsCounters counters() {
        return loops.counters();
    }

    @Override
    public Future<Void> shutdown() {
        return loops.shutdown();
    }

    @Override
    public void close() {
        boolean mayWait = !LoopThreads.isCurrent();
        Future<Void> done = shutdown();
        if (mayWait) {
            done.awaitUninterruptibly();
        }
    }

    /** Frees the memory nobody uses; the last step of the shutdown. */
    void freeMemory() {
        own.close();
    }
}
