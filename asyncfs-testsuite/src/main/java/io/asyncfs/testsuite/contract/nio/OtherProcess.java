/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import io.asyncfs.testsuite.harness.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Another process that locks ranges of a file with the JDK's own channel, as it is told. */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    OtherProcess(Path path) throws IOException {
        process = ChildJvm.converse(OtherProcess.class, path.toString());
        answers = process.inputReader();
    }

    /** Asks it for a lock, which it keeps; returns whether it got it. */
    boolean locks(long position, long size, boolean shared) throws IOException {
        return tell("lock " + position + ' ' + size + ' ' + shared).equals("true");
    }

    /** Tells it to release all of its locks. */
    void releases() throws IOException {
        tell("release");
    }

    private String tell(String command) throws IOException {
        process.outputWriter().append(command).append('\n').flush();
        return String.valueOf(answers.readLine());
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        FileChannel channel = open(args[0]);
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            if (words[0].equals("lock")) {
                FileLock lock = channel.tryLock(
                        Long.parseLong(words[1]), Long.parseLong(words[2]), Boolean.parseBoolean(words[3]));
                System.out.println(lock != null);
            } else {
                channel.close();
                channel = open(args[0]);
                System.out.println("released");
            }
        }
    }

    private static FileChannel open(String path) throws IOException {
        return FileChannel.open(Path.of(path), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
