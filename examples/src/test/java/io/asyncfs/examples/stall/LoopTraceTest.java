/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.stall;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.asyncfs.DirectIo;
import io.asyncfs.examples.serve.ServerOptions;
import io.asyncfs.examples.serve.StaticFileServer;
import io.asyncfs.testsuite.harness.Platform;
import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Traces the system calls of a loop under load: none may be able to wait for a file system. */
class LoopTraceTest {
    private static final int ROUNDS = 50;

    @TempDir
    private Path root;

    @TempDir
    private Path output;

    @BeforeEach
    void traces() {
        Needs.need(Trace.isInstalled(), "strace, on Linux");
    }

    @ParameterizedTest
    @MethodSource("backends")
    void loopMakesNoFileCall(String backend) throws Exception {
        Files.write(root.resolve("small"), SlowSite.filled(1024, 'a'));
        Files.write(root.resolve("large"), SlowSite.filled(3 << 20, 'b'));
        Files.createDirectory(root.resolve("directory"));
        Files.write(root.resolve("directory/index.html"), SlowSite.filled(100, 'c'));
        try (AsyncFs fs = AsyncFs.builder().backend(backend).build();
                StaticFileServer server = StaticFileServer.start(fs, root, ServerOptions.defaults())) {
            EventExecutor loop = server.group().next();
            load(server.address()); // the classes it needs are read from their jars, on the loop, once
            Trace trace = Trace.start(threadId(loop), output.resolve("trace"));
            load(server.address());
            List<String> calls = trace.end();
            assertTrue(calls.size() > ROUNDS, "too few calls to be the loop's: " + calls.size());
            assertEquals(List.of(), Trace.fileCalls(calls));
        }
    }

    /** The control: a file call on the loop is seen. */
    @Test
    void fileCallOnTheLoopIsFound() throws Exception {
        Path file = Files.write(root.resolve("file"), SlowSite.filled(10, 'a'));
        try (AsyncFs fs = AsyncFs.create();
                StaticFileServer server = StaticFileServer.start(fs, root, ServerOptions.defaults())) {
            EventExecutor loop = server.group().next();
            Trace trace = Trace.start(threadId(loop), output.resolve("trace"));
            loop.submit(() -> Files.readAllBytes(file)).sync();
            List<String> found = Trace.fileCalls(trace.end());
            for (String call : List.of("openat(", "read(", "close(")) {
                assertTrue(found.stream().anyMatch(line -> line.startsWith(call)), call + " in " + found);
            }
        }
    }

    /** The kernel has no memory for requests, a hundred times in a row: the loop sleeps between its attempts. */
    @Test
    void refusedSubmissionsDoNotSpin() throws Exception {
        needBackend("io_uring");
        int refusals = 100;
        Path path = Files.write(root.resolve("file"), SlowSite.filled(10, 'a'));
        try (AsyncFs fs = AsyncFs.builder().backend("io_uring").build()) {
            IoEventLoopGroup group = fs.newEventLoopGroup(1);
            AsyncFile file = fs.open(group.next(), path).get();
            Trace trace = Trace.start(
                    threadId(file.executor()),
                    output.resolve("trace"),
                    "--inject=io_uring_enter:error=EAGAIN:when=1.." + refusals);
            long begin = System.nanoTime();
            ByteBuf buffer = file.read(0, 10).get();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            assertEquals(10, buffer.readableBytes());
            buffer.release();
            file.close().sync();
            long refused = trace.end().stream()
                    .filter(line -> line.contains("(INJECTED)"))
                    .count();
            assertEquals(refusals, refused);
            // A pause takes a millisecond. What ends it is an event, after which the loop goes round once more: two
            // attempts a pause. Of sleeps there may be fewer, where an attempt takes as long as that.
            assertTrue(millis >= refusals / 2 - 2, refusals + " attempts took " + millis + " ms");
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    /** From some moment on the kernel refuses every call, as under a filter that is installed late: the pool takes over. */
    @Test
    void aRingThatFailsForGoodIsReplacedByThePool() throws Exception {
        needBackend("io_uring");
        Path path = Files.write(root.resolve("file"), SlowSite.filled(1000, 'a'));
        try (AsyncFs fs = AsyncFs.builder().backend("io_uring").build()) {
            IoEventLoopGroup group = fs.newEventLoopGroup(1);
            AsyncFile file = fs.open(group.next(), path, READ, WRITE).get();
            Trace trace = Trace.start(
                    threadId(file.executor()), output.resolve("trace"), "--inject=io_uring_enter:error=EPERM:when=1+");
            List<Future<ByteBuf>> reads =
                    IntStream.range(0, 300).mapToObj(i -> file.read(i, 10)).toList();
            for (Future<ByteBuf> read : reads) {
                ByteBuf buffer = read.get(30, TimeUnit.SECONDS);
                assertEquals(10, buffer.readableBytes());
                buffer.release();
            }
            file.sync().get(30, TimeUnit.SECONDS);
            file.close().sync();
            long refused = trace.end().stream()
                    .filter(line -> line.contains("(INJECTED)"))
                    .count();
            assertEquals(1, refused);
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    /**
     * It refuses once, while it has others: those it posts when it is asked again, and that it has to be. If it is not, the
     * library is never closed, and no interrupt ends that.
     */
    @Test
    @Timeout(value = 120, threadMode = SEPARATE_THREAD)
    void whatARingHasWhenItFailsIsFetched() throws Exception {
        needBackend("io_uring");
        int piece = 4096;
        Path path = Files.write(root.resolve("file"), SlowSite.filled(300 * piece, 'a'));
        try (AsyncFs fs = AsyncFs.builder().backend("io_uring").build()) {
            IoEventLoopGroup group = fs.newEventLoopGroup(1);
            AsyncFile file =
                    fs.open(group.next(), path, READ, DirectIo.PREFERRED).get();
            Trace trace = Trace.start(
                    threadId(file.executor()), output.resolve("trace"), "--inject=io_uring_enter:error=EPERM:when=4");
            List<Future<ByteBuf>> reads = IntStream.range(0, 300)
                    .mapToObj(i -> file.read((long) i * piece, piece))
                    .toList();
            for (Future<ByteBuf> read : reads) {
                ByteBuf buffer = read.get(30, TimeUnit.SECONDS);
                assertEquals(piece, buffer.readableBytes());
                buffer.release();
            }
            file.close().sync();
            assertTrue(trace.end().stream().anyMatch(line -> line.contains("(INJECTED)")));
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    /** What comes together goes together: a loop gives a device at least four requests a call, while it has room for them. */
    @ParameterizedTest
    @CsvSource({"linux_aio, io_submit", "io_uring, io_uring_enter"})
    void directReadsAreSubmittedTogether(String backend, String call) throws Exception {
        needBackend(backend);
        int reads = 16; // which every device has room for
        int piece = 4096;
        Path path = Files.write(root.resolve("file"), SlowSite.filled(reads * piece, 'a'));
        try (AsyncFs fs = AsyncFs.builder().backend(backend).build()) {
            IoEventLoopGroup group = fs.newEventLoopGroup(1);
            AsyncFile file =
                    fs.open(group.next(), path, READ, DirectIo.PREFERRED).get();
            Needs.need(file.alignment().isDirect(), "direct I/O in the temporary directory");
            file.read(0, piece).get().release(); // the classes are loaded
            Trace trace = Trace.start(threadId(file.executor()), output.resolve("trace"));
            List<Future<ByteBuf>> started = file.executor()
                    .submit(() -> IntStream.range(0, reads)
                            .mapToObj(i -> file.read((long) i * piece, piece))
                            .toList())
                    .get();
            for (Future<ByteBuf> read : started) {
                ByteBuf buffer = read.get(30, TimeUnit.SECONDS);
                assertEquals(piece, buffer.readableBytes());
                buffer.release();
            }
            List<String> submissions = trace.end().stream()
                    .filter(line ->
                            line.startsWith(call + "(") && !line.endsWith("= 0")) // which only asks for completions
                    .toList();
            assertTrue(!submissions.isEmpty() && submissions.size() <= reads / 4, submissions::toString);
            file.close().sync();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    @Test
    void callsThatCannotWaitAreAllowed() {
        List<String> harmless = List.of(
                "epoll_wait(5<anon_inode:[eventpoll]>, [{...}], 4096, 100) = 1",
                "preadv2(7</srv/file>, [{...}], 1, 0, RWF_NOWAIT) = 4096",
                "cachestat(7</srv/file>, {off=0, len=4096}, {...}, 0) = 0",
                "io_uring_enter(6<anon_inode:[io_uring]>, 1, 0, 0, NULL, 8) = 1",
                "read(8<anon_inode:[eventfd]>, \"\"..., 8) = 8",
                "writev(9<socket:[123]>, [{...}], 2) = 500",
                "futex(0x7f, FUTEX_WAKE_PRIVATE, 1) = 0");
        assertEquals(List.of(), Trace.fileCalls(harmless));
        List<String> waiting = List.of(
                "preadv2(7</srv/file>, [{...}], 1, 0, 0) = 4096",
                "pread64(7</srv/file>, \"\"..., 4096, 0) = 4096",
                "fsync(7</srv/file>) = 0",
                "close(7</srv/file>) = 0",
                "statx(AT_FDCWD</>, \"\"..., 0, 0, {...}) = 0",
                "sendfile(9<socket:[123]>, 7</srv/file>, [0], 4096) = 4096");
        assertEquals(waiting, Trace.fileCalls(waiting));
    }

    private static void load(InetSocketAddress server) throws Exception {
        try (HttpClient client = new HttpClient(server, 30_000)) {
            for (int i = 0; i < ROUNDS; i++) {
                assertEquals(1024, client.get("/small").length);
                assertEquals(3 << 20, client.get("/large").length);
                assertEquals(100, client.get("/directory/").length);
                client.get("/missing");
                client.send("HEAD", "/large", "");
                client.receive(false);
                client.send("GET", "/large", "Range: bytes=1000000-1000099\r\n");
                assertEquals(100, client.receive(true).length);
            }
        }
    }

    /** Asks the loop's own thread: {@code /proc/thread-self} is a link to {@code PID/task/TID}. */
    private static long threadId(EventExecutor loop) throws InterruptedException {
        return loop.submit(() -> Long.parseLong(Files.readSymbolicLink(Path.of("/proc/thread-self"))
                        .getFileName()
                        .toString()))
                .sync()
                .getNow();
    }

    private static void needBackend(String name) {
        Needs.need(Platform.hasBackend(name), name);
    }

    private static Stream<String> backends() {
        return AsyncFs.backends().stream().filter(BackendStatus::available).map(BackendStatus::name);
    }
}
