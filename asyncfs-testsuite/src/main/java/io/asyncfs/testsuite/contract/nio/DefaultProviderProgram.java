/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.nio.AsyncFsFileSystemProvider;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.FileHandler;
import java.util.logging.Logger;

/** A program that knows nothing of us, started with our provider as the default one; then one that uses asyncfs itself. */
final class DefaultProviderProgram {
    private DefaultProviderProgram() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Path path = directory.resolve("file");
        try (FileChannel first = FileChannel.open(path, READ, WRITE, CREATE)) { // while the engine starts, or before
            first.write(ByteBuffer.wrap("first".getBytes()));
        }
        AsyncFsFileSystemProvider provider =
                (AsyncFsFileSystemProvider) FileSystems.getDefault().provider();
        check(provider.awaitEngine(60, TimeUnit.SECONDS), "engine", provider.engineFailure());
        unmodified(directory, path);
        withLogging(directory);
        withNetty(directory, path);
        check(
                provider.counters().get("carried.fileChannel") >= 5,
                "carried",
                provider.counters().snapshot());
        check(provider.counters().get("carried.asynchronousChannel") == 1, "carried", null);
        System.out.println("ok " + provider.counters().snapshot());
    }

    private static void check(boolean condition, String what, Object detail) {
        if (!condition) {
            throw new AssertionError(what + ": " + detail);
        }
    }

    private static void unmodified(Path directory, Path path) throws Exception {
        check(Files.readString(path).equals("first"), "content", Files.readString(path));
        try (FileChannel channel = FileChannel.open(path, READ, WRITE);
                FileLock lock = channel.lock()) {
            check(lock.isValid() && channel.getClass().getName().startsWith("io.asyncfs"), "class", channel);
            check(channel.map(FileChannel.MapMode.READ_ONLY, 0, 5).get(0) == 'f', "mapped", null);
        }
        try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(path, READ)) {
            check(channel.read(ByteBuffer.allocate(10), 0).get() == 5, "read", null);
        }
        try (InputStream in = Files.newInputStream(path)) {
            check(in.read() == 'f', "stream", null);
        }
        Path copy = Files.copy(path, directory.resolve("copy"));
        check(Files.mismatch(path, copy) == -1, "copy", null);
        Path zip = directory.resolve("x.zip");
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.copy(path, inside.getPath("/inside"));
        }
        check(path.toFile().toPath().equals(path), "file", path.toFile());
    }

    /** The JDK's file handler locks a file of its own, by a channel. */
    private static void withLogging(Path directory) throws Exception {
        FileHandler handler = new FileHandler(directory + "/log");
        Logger logger = Logger.getLogger("test");
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        logger.warning("hello");
        handler.close();
        check(Files.readString(directory.resolve("log")).contains("hello"), "log", null);
    }

    /** On its own loop a program opens, reads and writes by both APIs. */
    private static void withNetty(Path directory, Path path) throws Exception {
        try (AsyncFs fs = AsyncFs.create()) {
            System.out.println("backend " + fs.backend());
            EventLoopGroup group = fs.newEventLoopGroup(1);
            AsyncFile file = fs.open(group.next(), path, READ).get();
            ByteBuf content = file.read(0, 100).get();
            check(content.readableBytes() == 5, "asyncfs", content);
            content.release();
            FileChannel open = FileChannel.open(path, READ);
            group.next()
                    .submit(() -> {
                        check(open.read(ByteBuffer.allocate(10)) == 5, "on the loop", null);
                        check(Files.readAllBytes(path).length == 5, "opened on the loop", null);
                        open.close();
                        return null;
                    })
                    .get();
            file.close().get();
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }
}
