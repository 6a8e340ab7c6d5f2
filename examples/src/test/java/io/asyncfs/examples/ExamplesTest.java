/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFs;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    @TempDir
    private Path dir;

    @Test
    void lastOpWritesAndReadsABlock() throws Exception {
        Path file = dir.resolve("block");
        String out = new String(
                capture(() -> {
                    LastOpExample.main(new String[] {file.toString()});
                    return null;
                }),
                StandardCharsets.UTF_8);
        assertEquals(
                "WRITE done, 4096 bytes|SEEK  done, 0 bytes|READ  done, 4096 bytes",
                String.join("|", out.lines().limit(3).toList()));
        assertTrue(out.contains("what was read is what was written"), out);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(4096, bytes.length);
        assertEquals((byte) 255, bytes[4095]);
    }

    @Test
    void readFilePrintsTheWholeFile() throws Exception {
        byte[] content = new byte[3 * 64 * 1024 + 17];
        new Random(1).nextBytes(content);
        Path file = Files.write(dir.resolve("file"), content);
        assertArrayEquals(content, capture(() -> {
            ReadFileExample.main(new String[] {file.toString()});
            return null;
        }));
    }

    @Test
    void sharedLoopSendsTheFileToEveryConnection() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "hello from the loop\n");
        try (AsyncFs fs = AsyncFs.create()) {
            EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, fs.ioHandlerFactory());
            try {
                InetSocketAddress server = (InetSocketAddress)
                        SharedLoopExample.start(fs, group, file, 0).localAddress();
                for (int i = 0; i < 20; i++) {
                    assertEquals("hello from the loop\n", receive(server));
                }
                Files.delete(file);
                assertTrue(receive(server).contains("NoSuchFile"));
            } finally {
                group.shutdownGracefully().sync();
            }
        }
    }

    private static String receive(InetSocketAddress server) throws Exception {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] capture(Callable<Void> program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.call();
        } finally {
            System.setOut(before);
        }
        return bytes.toByteArray();
    }
}
