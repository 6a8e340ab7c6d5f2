/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.slowfs;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process that serves {@link SlowFs}: speaks the FUSE protocol (version 7.31, {@code include/uapi/linux/fuse.h}) on
 * descriptor 0, which its parent opened on {@code /dev/fuse}; takes commands from descriptor 3 and answers on standard
 * output. Ends when its parent does.
 *
 * <pre>
 * request  0 len  4 opcode  8 unique  16 nodeid  24 uid  28 gid  32 pid  36 padding  40 body
 * reply    0 len  4 -errno  8 unique  16 body
 * </pre>
 */
final class SlowFsServer {
    private static final int HEADER = 40;
    private static final int MAX_TRANSFER = 32 * 1024;
    private static final int FUSE_ASYNC_READ = 1;
    private static final int FUSE_ATOMIC_O_TRUNC = 1 << 3;
    private static final int FUSE_BIG_WRITES = 1 << 5;
    // Every read and write reaches the server as the application made it, and may be short.
    private static final int FOPEN_DIRECT_IO = 1;
    private static final int FATTR_SIZE = 1 << 3;
    private static final int O_TRUNC = 01000;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;

    private final Faults faults = new Faults();
    private final SlowFiles files = new SlowFiles();
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });
    // Descriptor 0 is open for both directions.
    private final FileInputStream requests = new FileInputStream(FileDescriptor.in);
    private final FileOutputStream replies = new FileOutputStream(FileDescriptor.in);

    private SlowFsServer() {}

    /** Serves until the file system is unmounted or the parent is gone. */
    public static void main(String[] args) throws IOException {
        SlowFsServer server = new SlowFsServer();
        Thread commands = new Thread(server::serveCommands);
        commands.setDaemon(true);
        commands.start();
        server.serveRequests();
    }

    private void serveCommands() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream("/proc/self/fd/3"), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null && !line.equals("quit"); line = in.readLine()) {
                System.out.println(faults.command(line));
            }
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        }
        // The kernel aborts the connection, and with it every request that waits.
        Runtime.getRuntime().halt(0);
    }

    private void serveRequests() {
        byte[] request = new byte[MAX_TRANSFER + 16 * 1024];
        while (true) {
            int length;
            try {
                length = requests.read(request);
            } catch (IOException e) {
                // ENODEV: unmounted. ENOENT and EINTR: the request went away while it was read.
                if (String.valueOf(e.getMessage()).contains("No such device")) {
                    return;
                }
                continue;
            }
            ByteBuffer in = ByteBuffer.wrap(request.clone(), 0, length).order(ByteOrder.nativeOrder());
            accept(in);
        }
    }

    private void accept(ByteBuffer in) {
        int opcode = in.getInt(4);
        long unique = in.getLong(8);
        switch (opcode) {
            case 2, 42 -> {} // FORGET and BATCH_FORGET have no reply, nor has
            case 36 -> faults.interrupt(in.getLong(HEADER)); // INTERRUPT
            default -> {
                faults.begin(unique);
                workers.execute(() -> {
                    serve(opcode, unique, in);
                    faults.end(unique);
                });
            }
        }
    }

    private void serve(int opcode, long unique, ByteBuffer in) {
        ByteBuffer out = ByteBuffer.allocate(16 + MAX_TRANSFER).order(ByteOrder.nativeOrder());
        out.position(16);
        int errno;
        try {
            SlowOp op = SlowOp.of(opcode);
            // struct fuse_read_in and fuse_write_in: the handle, then the offset.
            long position = op == SlowOp.READ || op == SlowOp.WRITE ? in.getLong(HEADER + 8) : 0;
            errno = op == null ? 0 : faults.apply(op, unique, position);
            if (errno == 0) {
                errno = answer(opcode, in, out);
            }
        } catch (InterruptedException e) {
            return;
        } catch (RuntimeException e) {
            e.printStackTrace();
            errno = 5;
        }
        int length = errno == 0 ? out.position() : 16;
        out.putInt(0, length).putInt(4, -errno).putLong(8, unique);
        try {
            replies.write(out.array(), 0, length);
        } catch (IOException e) {
            // The kernel has given the request up, or the file system is being unmounted.
            System.err.println("reply to " + opcode + ": " + e.getMessage());
        }
    }

    private int answer(int opcode, ByteBuffer in, ByteBuffer out) {
        long node = in.getLong(16);
        in.position(HEADER);
        switch (opcode) {
            case 1 -> { // LOOKUP
                return entry(files.lookup(name(in)), out);
            }
            case 3 -> attributes(node, out);
            case 4 -> { // SETATTR
                if ((in.getInt(HEADER) & FATTR_SIZE) != 0) {
                    files.resize(node, in.getLong(HEADER + 16));
                }
                attributes(node, out);
            }
            case 10 -> { // UNLINK
                return files.unlink(name(in)) ? 0 : SlowFiles.ENOENT;
            }
            case 14 -> { // OPEN
                if ((in.getInt(HEADER) & O_TRUNC) != 0) {
                    files.resize(node, 0);
                }
                opened(out);
            }
            case 15 -> { // READ
                int length = faults.cut(SlowOp.READ, in.getInt(HEADER + 16));
                out.put(files.read(node, in.getLong(HEADER + 8), length));
            }
            case 16 -> { // WRITE
                int length = faults.cut(SlowOp.WRITE, in.getInt(HEADER + 16));
                files.write(node, in.getLong(HEADER + 8), in.position(HEADER + 40), length);
                out.putInt(length).putInt(0);
            }
            case 17 -> statfs(out);
            case 18, 20, 25, 29, 30, 38 -> {} // RELEASE FSYNC FLUSH RELEASEDIR FSYNCDIR DESTROY
            case 26 -> init(in, out);
            case 27 -> opened(out); // OPENDIR
            case 28 -> files.putEntries(out, in.getLong(HEADER + 8), 16 + in.getInt(HEADER + 16)); // READDIR
            case 35 -> { // CREATE
                in.position(HEADER + 16);
                entry(files.create(name(in)), out);
                opened(out);
            }
            case 43 -> { // FALLOCATE
                return EOPNOTSUPP;
            }
            default -> {
                return ENOSYS;
            }
        }
        return 0;
    }

    /** {@code struct fuse_statfs_out}: all counts 0, block and name sizes. */
    private static void statfs(ByteBuffer out) {
        for (int word = 0; word < 5; word++) {
            out.putLong(0);
        }
        out.putInt(4096).putInt(255).putInt(4096).putInt(0).position(16 + 80);
    }

    /** {@code struct fuse_init_out}: 64 bytes. */
    private static void init(ByteBuffer in, ByteBuffer out) {
        int theirs = in.getInt(HEADER + 12);
        out.putInt(7).putInt(31).putInt(in.getInt(HEADER + 8));
        out.putInt(theirs & (FUSE_ASYNC_READ | FUSE_ATOMIC_O_TRUNC | FUSE_BIG_WRITES));
        out.putShort((short) 1024).putShort((short) 1024).putInt(MAX_TRANSFER).putInt(1);
        out.position(16 + 64);
    }

    /** {@code struct fuse_entry_out}, valid for no time at all: every path is looked up afresh. */
    private int entry(long node, ByteBuffer out) {
        if (node == 0) {
            return SlowFiles.ENOENT;
        }
        out.putLong(node).putLong(0).putLong(0).putLong(0).putInt(0).putInt(0);
        files.putAttributes(out, node);
        return 0;
    }

    /** {@code struct fuse_attr_out}, valid for no time at all. */
    private void attributes(long node, ByteBuffer out) {
        out.putLong(0).putInt(0).putInt(0);
        files.putAttributes(out, node);
    }

    /** {@code struct fuse_open_out}. */
    private static void opened(ByteBuffer out) {
        out.putLong(0).putInt(FOPEN_DIRECT_IO).putInt(0);
    }

    private static String name(ByteBuffer in) {
        int end = in.position();
        while (in.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - in.position()];
        in.get(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
