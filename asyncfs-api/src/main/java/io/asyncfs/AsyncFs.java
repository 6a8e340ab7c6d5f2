/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asynchronous files for Netty: makes event loops that drive sockets and files, and opens files. Thread-safe; one per
 * application is usual. It may start threads of its own (a bounded pool, a files-only loop), all lazily, all daemons, all
 * ended by {@link #close()}; beside NIO's sockets each loop has one more, which ends with it.
 *
 * <pre>{@code
 * AsyncFs fs = AsyncFs.create();
 * EventLoopGroup group = new MultiThreadIoEventLoopGroup(fs.ioHandlerFactory());
 * fs.open(group.next(), path, READ).addListener(...);
 * }</pre>
 */
public interface AsyncFs extends AutoCloseable {
    /** Returns a builder with the defaults. */
    static AsyncFsBuilder builder() {
        return new AsyncFsBuilder();
    }

    /** Returns an instance with the defaults: the best backend of this system. */
    static AsyncFs create() {
        return builder().build();
    }

    /**
     * Returns the name of the backend in use, such as {@code io_uring} or {@code pool}. A loop for which the system has no
     * queue left ({@code fs.aio-max-nr}, descriptors) has the pool all the same, and a warning is logged; where the
     * backend was required such a loop cannot be made.
     */
    String backend();

    /**
     * Returns every backend there is a name for, best first, with the result of a probe here. {@code kqueue_aio} and
     * {@code iocp} are the names of ports that this version does not have. The probe runs once per process.
     */
    static List<BackendStatus> backends() {
        return io.asyncfs.engine.Backends.statuses();
    }

    /**
     * Returns a factory for event loops that drive sockets and files. Sockets are driven by the best transport on the
     * class path (epoll, else NIO): choose channel classes by {@link #serverSocketChannelType()} and its siblings.
     */
    IoHandlerFactory ioHandlerFactory();

    /**
     * As {@link #ioHandlerFactory()} with sockets driven by a given transport.
     *
     * @param sockets such as {@code NioIoHandler.newFactory()}
     */
    IoHandlerFactory ioHandlerFactory(IoHandlerFactory sockets);

    /**
     * Returns a group of {@code loops} event loops made by {@link #ioHandlerFactory()} whose {@code isIoType} also
     * answers for the socket transport, by which some libraries choose their channel classes. The caller shuts it down.
     *
     * @param loops the number of threads; 0 for Netty's default
     */
    MultiThreadIoEventLoopGroup newEventLoopGroup(int loops);

    /** Returns the server channel class that fits {@link #ioHandlerFactory()}. */
    Class<? extends ServerSocketChannel> serverSocketChannelType();

    /** Returns the client channel class that fits {@link #ioHandlerFactory()}. */
    Class<? extends SocketChannel> socketChannelType();

    /** Returns the datagram channel class that fits {@link #ioHandlerFactory()}. */
    Class<? extends DatagramChannel> datagramChannelType();

    /**
     * Opens a file; its operations complete on a files-only loop that this instance owns. For programs without an event
     * loop: wait with {@code get()} from any other thread.
     *
     * @param options as of {@link #open(EventExecutor, Path, Set, FileAttribute...)}
     */
    default Future<AsyncFile> open(Path path, OpenOption... options) {
        return open(null, path, options);
    }

    /**
     * Opens a file whose operations complete on {@code executor}. When that is an event loop of a group made by
     * {@link #ioHandlerFactory()} the loop itself drives them; any other executor (an NIO loop, Netty's own io_uring
     * loop, a plain {@link EventExecutor}) is served by the files-only loop.
     *
     * @param options as of {@link #open(EventExecutor, Path, Set, FileAttribute...)}
     */
    default Future<AsyncFile> open(EventExecutor executor, Path path, OpenOption... options) {
        return open(executor, path, new HashSet<>(Arrays.asList(options)));
    }

    /**
     * Opens a file. Without {@code WRITE} or {@code APPEND} it is opened to read. The descriptor is close-on-exec; on
     * the pool backend it is the JDK's, which closes its descriptors in the processes it starts. A
     * directory, FIFO, socket or character device fails with {@link FileKindException}; other failures are those of
     * {@link java.nio.channels.FileChannel#open(Path, Set, FileAttribute...)}, and after {@link #shutdown()}
     * {@link FileClosedException}.
     *
     * @param executor where results arrive; null for the files-only loop
     * @param options {@link StandardOpenOption}s, {@link java.nio.file.LinkOption#NOFOLLOW_LINKS}, {@link DirectIo} (or
     *     {@code ExtendedOpenOption.DIRECT} of the JDK) and {@link OpenMode}; {@code READ} with {@code APPEND}, and
     *     {@code APPEND} with {@code TRUNCATE_EXISTING}, throw {@link IllegalArgumentException}; an option nobody knows
     *     throws {@link UnsupportedOperationException}
     * @param attributes {@link java.nio.file.attribute.PosixFilePermissions#asFileAttribute POSIX permissions} for a file
     *     that is created, subject to the umask
     * @throws java.nio.file.ProviderMismatchException when the path is not of the default file system
     */
    Future<AsyncFile> open(
            EventExecutor executor, Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes);

    /** Opens a file to read and write, created if it is not there, cut to size 0 if it is; see {@link #open(Path, OpenOption...)}. */
    default Future<AsyncFile> create(Path path) {
        return create(null, path);
    }

    /** As {@link #create(Path)}, completing on {@code executor}. */
    default Future<AsyncFile> create(EventExecutor executor, Path path) {
        return open(
                executor,
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Opens a directory below which files can be opened safely. Fails with {@link UnsupportedOperationException} where neither
     * the backend nor the JDK (which has no {@link java.nio.file.SecureDirectoryStream} on Windows) can, and otherwise as
     * {@link #open(EventExecutor, Path, Set, FileAttribute...)}; what is no directory fails with a
     * {@link java.nio.file.FileSystemException} that names ENOTDIR.
     *
     * @param executor where the future completes; null for the files-only loop
     */
    Future<AsyncDirectory> openDirectory(EventExecutor executor, Path path);

    /**
     * Asks the file system about a path, following symbolic links. Fails with {@link java.nio.file.NoSuchFileException},
     * {@link java.nio.file.AccessDeniedException} or another {@link java.nio.file.FileSystemException}.
     *
     * @param executor where the result arrives; null for the files-only loop
     */
    Future<FileStat> stat(EventExecutor executor, Path path);

    /**
     * Makes the names in a directory durable: call it for the parent of a file that was created, renamed or deleted. Fails
     * with {@link UnsupportedOperationException} on Windows, which has no such call. The future completes on the
     * files-only loop.
     */
    Future<Void> syncDirectory(Path directory);

    /** Returns the allocator of pooled, aligned direct buffers, or the one given to the builder. */
    ByteBufAllocator allocator();

    /**
     * Returns a direct buffer of {@code capacity} bytes, aligned as the builder says, from {@link #allocator()}.
     *
     * @param capacity bytes, 0 or more
     */
    ByteBuf allocBuf(int capacity);

    /** Releases a buffer of {@link #allocBuf(int)}: one reference, as {@link ByteBuf#release()}. */
    void releaseBuf(ByteBuf buf);

    /** Returns the counters of this instance. */
    Counters counters();

    /**
     * Closes this instance: new files and operations are refused, accepted ones finish, open files are closed, then its
     * threads and loops end. Groups made by {@link #ioHandlerFactory()} keep driving sockets; they are the caller's to
     * shut down, before or after. A second call returns the same future, which completes on the global executor and cannot
     * be cancelled.
     *
     * <p>Nothing limits the time: an operation that a disk or a mount never answers keeps the future open, as its buffer
     * must not be used again; {@link AsyncFsBuilder#drainTimeout} is for loops. Who has to end waits for a while,
     * {@code fs.shutdown().await(2, SECONDS)}; no thread of this instance keeps the process alive.
     */
    Future<Void> shutdown();

    /** {@link #shutdown()}, and waits for it unless called on an event loop, without a limit and whatever interrupts. */
    @Override
    void close();
}
