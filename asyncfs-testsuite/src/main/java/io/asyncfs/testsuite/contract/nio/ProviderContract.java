/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFs;
import io.asyncfs.nio.AsyncFsAsynchronousFileChannel;
import io.asyncfs.nio.AsyncFsFileChannel;
import io.asyncfs.nio.AsyncFsFileSystemProvider;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider as a program meets it, beside the JDK's own in the same process. */
class ProviderContract extends ChannelContract {
    private AsyncFsFileSystemProvider provider;
    private FileSystem files;
    private Path directory;

    @BeforeEach
    void start() {
        provider = new AsyncFsFileSystemProvider(FileSystems.getDefault().provider(), engine());
        assertTrue(provider.awaitEngine(0, TimeUnit.SECONDS));
        files = provider.getFileSystem(URI.create("file:///"));
        directory = files.getPath(dir().toString());
    }

    /** Returns by how much the counters grew. */
    private Map<String, Long> counted(Callable<?> call) throws Exception {
        Map<String, Long> before = provider.counters().snapshot();
        call.call();
        Map<String, Long> after = new TreeMap<>(provider.counters().snapshot());
        before.forEach((key, value) -> after.merge(key, -value, Long::sum));
        after.values().removeIf(value -> value == 0);
        return after;
    }

    @Test
    void everyWayToOpenAFileIsCarried() throws Exception {
        Path path = directory.resolve("file");
        assertEquals(Map.of("carried.fileChannel", 1L), counted(() -> Files.write(path, new byte[100])));
        assertEquals(Map.of("carried.fileChannel", 1L), counted(() -> Files.readAllBytes(path)));
        assertEquals(Map.of("carried.fileChannel", 1L), counted(() -> {
            try (FileChannel channel = FileChannel.open(path, READ, WRITE)) {
                assertInstanceOf(AsyncFsFileChannel.class, channel);
                assertEquals(100, channel.read(ByteBuffer.allocate(200)));
            }
            return null;
        }));
        assertEquals(Map.of("carried.asynchronousChannel", 1L), counted(() -> {
            try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(path)) {
                assertInstanceOf(AsyncFsAsynchronousFileChannel.class, channel);
                assertEquals(100, channel.read(ByteBuffer.allocate(200), 0).get());
            }
            return null;
        }));
        assertEquals(Map.of("carried.fileChannel", 4L), counted(() -> {
            try (SeekableByteChannel channel = Files.newByteChannel(path)) {
                assertEquals(100, channel.size());
            }
            try (OutputStream out = Files.newOutputStream(path)) {
                out.write(new byte[70]);
            }
            try (OutputStream out = Files.newOutputStream(path, APPEND)) {
                out.write(new byte[7]);
            }
            try (InputStream in = Files.newInputStream(path)) {
                assertEquals(77, in.readAllBytes().length);
            }
            return null;
        }));
        assertNotEquals(0, provider.engineCounters().get("pool.open"));
    }

    @Test
    void interruptsDoNotCloseStreams() throws Exception {
        Path path = Files.write(directory.resolve("file"), new byte[100]);
        try (InputStream in = Files.newInputStream(path);
                OutputStream out = Files.newOutputStream(directory.resolve("other"))) {
            Thread.currentThread().interrupt();
            assertEquals(60, in.readNBytes(60).length);
            out.write(new byte[10]);
            assertTrue(Thread.interrupted());
            assertEquals(40, in.readAllBytes().length);
            out.write(new byte[10]);
        }
        assertEquals(20, Files.size(directory.resolve("other")));
    }

    @Test
    void interruptsDoNotEndReadingAllBytes() throws Exception {
        Path path = Files.writeString(directory.resolve("text"), "text");
        Thread.currentThread().interrupt();
        try {
            assertEquals(4, Files.readAllBytes(path).length);
            assertEquals("text", Files.readString(path));
        } finally {
            assertTrue(Thread.interrupted());
        }
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            Thread.currentThread().interrupt();
            assertThrows(ClosedByInterruptException.class, () -> channel.read(ByteBuffer.allocate(10)));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void whatIsLeftToTheJdk() throws Exception {
        Path fifo = directory.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        assertEquals(Map.of("left.refused", 1L), counted(() -> {
            FileChannel.open(fifo, READ, WRITE).close();
            return null;
        }));
        assertEquals(Map.of("left.refused", 1L), counted(() -> {
            try (SeekableByteChannel nothing = Files.newByteChannel(files.getPath("/dev/null"), READ, WRITE)) {
                assertEquals(5, nothing.write(ByteBuffer.allocate(5)));
            }
            return null;
        }));
        Path missing = directory.resolve("missing");
        NoSuchFileException failure = assertThrows(NoSuchFileException.class, () -> FileChannel.open(missing, READ));
        assertEquals(missing.toString(), failure.getMessage(), "the JDK's own words");
        assertThrows(UnsupportedOperationException.class, () -> Files.newInputStream(missing, WRITE));
        assertThrows(IllegalArgumentException.class, () -> Files.newOutputStream(missing, READ));
    }

    @Test
    void onAnEventLoopTheJdkOpens() throws Exception {
        assertLeftToTheJdk(new DefaultEventExecutor());
    }

    @Test
    void loopsOnOrdinaryThreadsAreLeftToTheJdkToo() throws Exception {
        try (AsyncFs fs = AsyncFs.create()) {
            assertLeftToTheJdk(new MultiThreadIoEventLoopGroup(1, (ThreadFactory) Thread::new, fs.ioHandlerFactory()));
        }
    }

    private void assertLeftToTheJdk(EventExecutorGroup loop) throws Exception {
        Path path = Files.write(directory.resolve("file"), new byte[100]);
        FileChannel opened = FileChannel.open(path, READ, WRITE);
        try {
            assertEquals(Map.of("left.eventLoop", 3L), counted(() -> loop.submit(() -> {
                        assertEquals(100, Files.readAllBytes(path).length);
                        AsynchronousFileChannel.open(path).close();
                        Files.write(directory.resolve("new"), new byte[3]);
                        assertEquals(100, opened.read(ByteBuffer.allocate(200)));
                        opened.force(false);
                        opened.close();
                        return null;
                    })
                    .get()));
        } finally {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
        assertFalse(opened.isOpen());
    }

    @Test
    void everythingElsePassesThrough() throws Exception {
        Path sub = Files.createDirectories(directory.resolve("a/b"));
        Path file = Files.writeString(sub.resolve("file.txt"), "one\ntwo\n");
        assertEquals(List.of("one", "two"), Files.readAllLines(file));
        try (Stream<String> lines = Files.lines(file)) {
            assertEquals(2, lines.count());
        }
        Path copy = Files.copy(file, directory.resolve("copy"));
        assertEquals(-1, Files.mismatch(file, copy));
        Path moved = Files.move(copy, directory.resolve("moved"), StandardCopyOption.ATOMIC_MOVE);
        assertTrue(Files.exists(moved));
        assertTrue(Files.notExists(copy));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertEquals(file, Files.readSymbolicLink(link));
        assertTrue(Files.isSameFile(file, link));
        assertEquals(file.toRealPath(), link.toRealPath());
        assertEquals(8L, Files.readAttributes(link, "size").get("size"));
        Path temporary = Files.createTempFile(directory, "pre", "suf");
        assertSame(files, temporary.getFileSystem());
        Files.delete(temporary);
        try (Stream<Path> walk = Files.walk(directory)) {
            assertEquals(
                    new TreeSet<>(Set.of("", "a", "a/b", "a/b/file.txt", "link", "moved")),
                    walk.map(directory::relativize).map(Path::toString).collect(Collectors.toCollection(TreeSet::new)));
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(sub, "*.txt")) {
            assertInstanceOf(SecureDirectoryStream.class, stream);
            assertEquals(file, stream.iterator().next());
        }
        assertTrue(files.getPathMatcher("glob:**.txt").matches(file));
        assertEquals(file.toFile().getPath(), file.toString());
        assertEquals(file, provider.getPath(file.toUri()));
        try (FileSystem zip = FileSystems.newFileSystem(
                URI.create("jar:" + directory.resolve("x.zip").toUri()), Map.of("create", "true"))) {
            Files.copy(file, zip.getPath("/inside"));
            assertEquals("one\ntwo\n", Files.readString(zip.getPath("/inside")));
        }
        assertThrows(UnsupportedOperationException.class, files::close);
    }

    @Test
    void whatADirectoryOpensIsTheJdksAndNotCounted() throws Exception {
        Files.write(directory.resolve("file"), new byte[100]);
        Map<String, Long> counted = counted(() -> {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                assertInstanceOf(SecureDirectoryStream.class, stream);
                try (SeekableByteChannel channel =
                        ((SecureDirectoryStream<Path>) stream).newByteChannel(files.getPath("file"), Set.of(READ))) {
                    assertFalse(channel instanceof AsyncFsFileChannel);
                    assertEquals(100, channel.read(ByteBuffer.allocate(200)));
                }
            }
            return null;
        });
        assertEquals(Map.of(), counted);
    }

    @Test
    void channelsOfTheProviderLockAgainstEachOther() throws IOException {
        Path path = directory.resolve("file");
        try (FileChannel one = FileChannel.open(path, WRITE, CREATE);
                AsynchronousFileChannel other = AsynchronousFileChannel.open(path, WRITE)) {
            assertTrue(one.tryLock(0, 10, false).isValid());
            assertThrows(OverlappingFileLockException.class, () -> other.tryLock(5, 1, false));
        }
    }
}
