/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.nio;

import io.asyncfs.AsyncFs;
import io.asyncfs.Counters;
import io.asyncfs.Futures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.spi.FileSystemProvider;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's provider of the default file system, with our channels. Programs need no change:
 *
 * <pre>{@code
 * java -cp 'app.jar:lib/*' -Djava.nio.file.spi.DefaultFileSystemProvider=io.asyncfs.nio.AsyncFsFileSystemProvider Main
 * }</pre>
 *
 * The virtual machine looks for it on the class path alone, which with {@code -jar} is that one file and what its manifest
 * names: asyncfs-nio, what it depends on, and for io_uring asyncfs-epoll-uring and asyncfs-native must be there.
 *
 * {@link FileChannel#open}, {@link AsynchronousFileChannel#open} and {@code newByteChannel}, {@code newInputStream} and
 * {@code newOutputStream} of {@link java.nio.file.Files} then give {@link AsyncFsFileChannel}s and
 * {@link AsyncFsAsynchronousFileChannel}s, or streams on them; everything else is the JDK's. It is the JDK that opens
 *
 * <ul>
 *   <li>files on event loops, which must not wait for one another; a channel that was opened elsewhere may be used there, and
 *       does as the JDK's;
 *   <li>what {@link java.nio.file.SecureDirectoryStream#newByteChannel} opens, relative to a directory: those channels are the
 *       JDK's always, and counted nowhere;
 *   <li>what our channels refuse: directories, FIFOs, devices, options they do not know. A file that cannot be opened is opened
 *       once more by the JDK, so that exceptions are the JDK's, too;
 *   <li>every file until the engine is up, which it starts to be with the first channel. That channel, and others
 *       meanwhile, wait for it, once and for at most a second ({@code -Dio.asyncfs.nio.startWaitMillis}, 0 for not at all),
 *       except on the threads that start it and while a class is being initialised, which the start may need, too.
 * </ul>
 *
 * <p>{@link #counters()} tells how many channels were carried and how many left to the JDK, and why.
 *
 * <p>What the JDK does with its own provider alone: {@link java.net.UnixDomainSocketAddress} takes no path of another one, and
 * makes one of a String, so that there are no Unix-domain sockets of the JDK (use Netty's); on Windows, JDK 17 cannot open selectors with another one (use 21 or later).
 * {@link java.io.File}, {@link java.io.FileInputStream} and {@link java.io.RandomAccessFile} do not ask a provider at all. Code
 * that insists on the JDK's channel class does not work with ours: Netty's native transports read a field of it when they are
 * given a {@code DefaultFileRegion} made of a channel, which ends the process; make the region of a {@link java.io.File}.
 *
 * <p>Thread-safe.
 */
public final class AsyncFsFileSystemProvider extends ForwardingProvider {
    /** From the inside: a lambda and its caller here, newByteChannel here and twice in Files, and who calls that. */
    private static final int FRAMES_TO_CALLER = 8;

    private static final Set<OpenOption> TO_WRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private final ProviderEngine engine;
    private final ProviderCounters counters = new ProviderCounters();
    private final AsyncFsFileSystem fileSystem;

    /**
     * Wraps the provider of the default file system; called by the JDK.
     *
     * @param jdk the provider of the platform
     */
    public AsyncFsFileSystemProvider(FileSystemProvider jdk) {
        this(jdk, new ProviderEngine());
    }

    /**
     * Wraps the provider of the default file system, for a program that hands out paths of
     * {@link #getFileSystem(URI) getFileSystem(URI.create("file:///"))} itself.
     *
     * @param jdk the provider of the platform
     * @param fs whose engine does the work from the start; the caller closes it, after which the JDK opens every file
     */
    public AsyncFsFileSystemProvider(FileSystemProvider jdk, AsyncFs fs) {
        this(jdk, new ProviderEngine(fs));
    }

    private AsyncFsFileSystemProvider(FileSystemProvider jdk, ProviderEngine engine) {
        super(jdk);
        this.engine = engine;
        fileSystem = new AsyncFsFileSystem(this, jdk.getFileSystem(URI.create("file:///")));
    }

    @Override
    AsyncFsFileSystem fileSystem() {
        return fileSystem;
    }

    /**
     * Returns what was opened: {@code carried.fileChannel}, {@code carried.asynchronousChannel}, and
     * {@code left.starting}, {@code left.failed}, {@code left.eventLoop}, {@code left.refused} for what the JDK opened,
     * because the engine was not up yet, or cannot be, on an event loop, or because our channels do not open such a thing
     * or failed to.
     */
    public Counters counters() {
        return counters;
    }

    /**
     * Returns the counters of the engine; all are 0 until it is up.
     */
    public Counters engineCounters() {
        AsyncFs fs = engine.fs();
        return fs == null ? new ProviderCounters() : fs.counters();
    }

    /**
     * Starts the engine, if nobody has, and waits until it is up.
     *
     * @return false when it is not up by then, or cannot be: {@link #engineFailure()}
     */
    public boolean awaitEngine(long timeout, TimeUnit unit) {
        return engine.await(timeout, unit);
    }

    /** Returns why the engine could not be started; null when it could, or has not yet been. */
    public Throwable engineFailure() {
        return engine.failure();
    }

    /** Opens one of our channels. */
    private interface Opening<C> {
        C by(AsyncFs fs) throws IOException;
    }

    /** Opens one of the JDK's. */
    private interface OpeningByJdk<C> {
        C open() throws IOException;
    }

    private <C> C open(String kind, Opening<? extends C> ours, OpeningByJdk<? extends C> jdks) throws IOException {
        AsyncFs fs = engine.orNull();
        if (fs == null) {
            counters.count(engine.failure() == null ? "left.starting" : "left.failed");
        } else if (!Futures.mayWait()) {
            counters.count("left.eventLoop");
        } else {
            try {
                C channel = ours.by(fs);
                counters.count("carried." + kind);
                return channel;
            } catch (IOException | RuntimeException | OutOfMemoryError e) { // the JDK needs no thread for it
                counters.count("left.refused");
            }
        }
        return jdks.open();
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path jdkPath = AsyncFsPath.unwrap(path);
        return open(
                "fileChannel",
                fs -> AsyncFsFileChannel.open(fs, jdkPath, options, attributes),
                () -> jdk().newFileChannel(jdkPath, options, attributes));
    }

    @Override
    public AsynchronousFileChannel newAsynchronousFileChannel(
            Path path, Set<? extends OpenOption> options, ExecutorService executor, FileAttribute<?>... attributes)
            throws IOException {
        Path jdkPath = AsyncFsPath.unwrap(path);
        return open(
                "asynchronousChannel",
                fs -> AsyncFsAsynchronousFileChannel.open(fs, jdkPath, options, executor, attributes),
                () -> jdk().newAsynchronousFileChannel(jdkPath, options, executor, attributes));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        Path jdkPath = AsyncFsPath.unwrap(path);
        return open(
                "fileChannel",
                fs -> isForAllBytes(options)
                        ? uninterruptible(fs, jdkPath, Set.of())
                        : AsyncFsFileChannel.open(fs, jdkPath, options, attributes),
                () -> jdk().newByteChannel(jdkPath, options, attributes));
    }

    /** Files.readAllBytes, and so readString, has the JDK's own channels ignore interrupts, and knows no others. */
    private static boolean isForAllBytes(Set<? extends OpenOption> options) {
        return options.isEmpty()
                && StackWalker.getInstance().walk(frames -> frames.limit(FRAMES_TO_CALLER)
                        .anyMatch(frame -> frame.getMethodName().equals("readAllBytes")
                                && frame.getClassName().equals(Files.class.getName())));
    }

    @Override
    public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
        for (OpenOption option : options) {
            if (option == StandardOpenOption.APPEND || option == StandardOpenOption.WRITE) {
                throw new UnsupportedOperationException("'" + option + "' not allowed");
            }
        }
        Path jdkPath = AsyncFsPath.unwrap(path);
        return open(
                "fileChannel",
                fs -> Channels.newInputStream(uninterruptible(fs, jdkPath, Opened.setOf(options))),
                () -> jdk().newInputStream(jdkPath, options));
    }

    @Override
    public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options.length == 0 ? TO_WRITE : Opened.setOf(options));
        if (all.contains(StandardOpenOption.READ)) {
            throw new IllegalArgumentException("READ not allowed");
        }
        all.add(StandardOpenOption.WRITE);
        Path jdkPath = AsyncFsPath.unwrap(path);
        return open(
                "fileChannel",
                fs -> Channels.newOutputStream(uninterruptible(fs, jdkPath, all)),
                () -> jdk().newOutputStream(jdkPath, options));
    }

    /** As the JDK has it for streams and all bytes of a file: interrupts do not close the channel. */
    private static FileChannel uninterruptible(AsyncFs fs, Path path, Set<OpenOption> options) throws IOException {
        AsyncFsFileChannel channel = AsyncFsFileChannel.open(fs, path, options);
        channel.setUninterruptible();
        return channel;
    }
}
