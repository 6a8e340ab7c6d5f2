/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The open descriptors of this process and what each is; nothing where the system does not tell. */
public final class Descriptors {
    private static final Path SELF = Path.of("/proc/self/fd");

    static {
        // The channels of the virtual machine keep a socket for good from their first use on.
        try (Selector selector = Selector.open();
                SocketChannel socket = SocketChannel.open()) {
            socket.configureBlocking(false).register(selector, 0);
            Path file = Files.createTempFile("asyncfs-", "");
            FileChannel.open(file).close();
            Files.delete(file);
            if (VirtualThreads.available()) {
                VirtualThreads.waitForASocket();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Descriptors() {}

    /** Returns descriptor number to target, without those that the virtual machine opens when it likes. */
    public static Map<Integer, String> open() {
        Map<Integer, String> all = new TreeMap<>();
        if (!Files.isDirectory(SELF)) {
            return all;
        }
        try (DirectoryStream<Path> links = Files.newDirectoryStream(SELF)) {
            for (Path link : links) {
                String target = target(link);
                if (target != null && !isOfTheVirtualMachine(target)) {
                    all.put(Integer.valueOf(link.getFileName().toString()), target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Returns how many descriptors of this process point at {@code path}. */
    public static long count(Path path) throws IOException {
        String real = path.toRealPath().toString();
        return open().values().stream().filter(real::equals).count();
    }

    /** Returns the flags of the one descriptor that points at {@code path}, as open(2) has them; on Linux, by proc(5). */
    public static long flags(Path path) throws IOException {
        String real = path.toRealPath().toString();
        return flags(open().entrySet().stream()
                .filter(entry -> entry.getValue().equals(real))
                .findFirst()
                .orElseThrow()
                .getKey());
    }

    /** Returns the flags of a descriptor. */
    public static long flags(int descriptor) throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/fdinfo/" + descriptor)).stream()
                .filter(each -> each.startsWith("flags:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.substring(6).strip(), 8);
    }

    /** Returns what is open now and was not in {@code before}. */
    static Map<Integer, String> since(Map<Integer, String> before) {
        Map<Integer, String> now = open();
        now.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
        return now;
    }

    // The descriptor of the directory stream itself is gone when its link is read.
    private static String target(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/proc/") && target.endsWith("/fd") ? null : target;
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isOfTheVirtualMachine(String target) {
        return target.endsWith(".jar")
                || target.endsWith("/modules")
                || target.contains(".so")
                || target.equals("/dev/random")
                || target.equals("/dev/urandom");
    }
}
