/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.DirectAlignment;
import io.asyncfs.DirectIo;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Descriptors;
import io.asyncfs.testsuite.harness.JdkOptions;
import io.asyncfs.testsuite.harness.Tmpfs;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Direct I/O: what it asks for, what does not fit, and file systems without it. */
@Tag("filesystem")
class DirectContract extends DirectFiles {
    @Test
    void theAlignmentIsTold() throws Exception {
        DirectAlignment alignment = direct(BLOCK).alignment();
        assertTrue(alignment.isDirect());
        assertTrue(alignment.offset() <= BLOCK && alignment.memory() <= BLOCK, alignment.toString());
        assertSame(DirectAlignment.NONE, open(path("a")).alignment());
        assertEquals(alignment.offset(), alignment.roundUp(1));
    }

    @Test
    @Tag("linux") // asks /proc
    void theKernelKnows() throws Exception {
        AsyncFile file = direct(BLOCK);
        assertTrue(isDirect(path("a")), "O_DIRECT is not set");
        await(file.close());
        open(path("a"));
        assertFalse(isDirect(path("a")));
    }

    private static boolean isDirect(Path path) throws Exception {
        int direct = System.getProperty("os.arch").equals("aarch64") ? 0200000 : 040000;
        return (Descriptors.flags(path) & direct) != 0;
    }

    @Test
    void anOpenTruncates() throws Exception {
        AsyncFile file = open(file("a", BLOCK), WRITE, TRUNCATE_EXISTING, DirectIo.REQUIRED);
        assertEquals(0, await(file.size()));
        AsyncFile reader = open(file("b", BLOCK), READ, TRUNCATE_EXISTING, DirectIo.REQUIRED);
        assertEquals(BLOCK, await(reader.size()), "the JDK ignores it where nothing can be written");
    }

    @Test
    void whoMayOnlyWriteExtends() throws Exception {
        AsyncFile file = open(file("a", BLOCK + 1), WRITE, DirectIo.REQUIRED);
        await(file.truncate(BLOCK + 100));
        await(file.truncate(10 * BLOCK + 1));
        byte[] bytes = Files.readAllBytes(path("a"));
        assertEquals(10 * BLOCK + 1, bytes.length);
        assertArrayEquals(Content.bytes(0, BLOCK + 1), Arrays.copyOf(bytes, BLOCK + 1));
        assertEquals(0, bytes[BLOCK + 1]);
        assertEquals(0, bytes[10 * BLOCK]);
    }

    /** A file of the kernel's own, which says nothing of its file system but that open(2) refuses O_DIRECT. */
    @Test
    @Tag("linux")
    void aFileThatHasNoneIsOpenedBuffered() throws Exception {
        Path version = Path.of("/proc/version");
        failure(UnsupportedOperationException.class, fs().open(loop(), version, READ, DirectIo.REQUIRED));
        AsyncFile file = await(fs().open(loop(), version, READ, DirectIo.PREFERRED));
        assertSame(DirectAlignment.NONE, file.alignment());
        ByteBuf content = await(file.read(0, 5));
        assertEquals("Linux", content.toString(java.nio.charset.StandardCharsets.US_ASCII));
        content.release();
        await(file.close());
    }

    @Test
    void theJdksOptionMeansTheSame() throws Exception {
        assertTrue(open(file("a", BLOCK), READ, JdkOptions.direct()).alignment().isDirect());
        assertThrows(IllegalArgumentException.class, () -> fs().open(
                        loop(), path("a"), READ, DirectIo.REQUIRED, DirectIo.PREFERRED));
    }

    @Test
    void theBackendsOwnMechanismReads() throws Exception {
        AsyncFile file = direct(10 * BLOCK);
        // A direct read waits until what is dirty in the page cache is on the disk, and before Linux 5.13 one that must
        // not
        // wait is refused where anything is there at all; a direct write puts it out.
        await(file.sync());
        await(file.writeFully(Content.buffer(0, 10 * BLOCK), 0));
        for (int i = 0; i < 10; i++) {
            await(file.read((long) i * BLOCK, BLOCK)).release();
        }
        Map<String, Long> reads = new TreeMap<>(fs().counters().snapshot());
        reads.keySet().removeIf(key -> !key.endsWith(".read"));
        assertEquals(Map.of(mechanism() + ".read", 10L), reads);
    }

    private String mechanism() throws IOException {
        String type = Files.getFileStore(dir()).type();
        boolean remote = type.matches("fuse.*|nfs.*|cifs|smb.*|9p|ceph|afs");
        boolean withoutAio = backend().backend().equals("linux_aio") && !type.matches("ext[234]|xfs");
        return remote || withoutAio ? "pool" : backend().backend();
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() throws Exception {
        AsyncFile file = direct(10 * BLOCK);
        int required = file.alignment().offset();
        ByteBuf buffer = fs().allocBuf(2 * BLOCK);
        refused("position", required, 100, () -> file.read(buffer, 100));
        refused("position", required, 100, () -> file.read(100, BLOCK));
        refused("length", required, 1000, () -> file.read(buffer.slice(0, 1000).writerIndex(0), 0));
        buffer.writerIndex(1000);
        refused("length", required, 1000, () -> file.write(buffer, 0));
        refused("length", required, 1000, () -> file.append(buffer));
        refused("length", required, 1000, () -> file.write(buffer));
        refused("length", required, 1000, () -> file.writeSync(buffer, 0));
        String advice = assertThrows(IllegalArgumentException.class, () -> file.write(buffer, 0))
                .getMessage();
        assertTrue(advice.contains("truncate()"), advice);
        if (file.alignment().memory() > 1 && buffer.hasMemoryAddress()) {
            ByteBuf shifted = buffer.slice(1, BLOCK).writerIndex(0);
            refused("memory", file.alignment().memory(), 1, () -> file.read(shifted, 0));
        }
        buffer.release();
        assertEquals(10 * BLOCK, await(file.size()));
    }

    private void refused(String what, int required, int got, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        for (String part :
                List.of(what, "multiple of " + required, "got " + got, path("a").toString())) {
            assertTrue(message.contains(part), part + " in: " + message);
        }
    }

    @Test
    @Tag("mount")
    @Tag("linux")
    void aFileSystemInMemoryHasNone() throws Exception {
        try (Tmpfs disk = Tmpfs.mount(path("memory"), "size=1m")) {
            UnsupportedOperationException refusal = failure(
                    UnsupportedOperationException.class,
                    fs().open(loop(), disk.path("a"), WRITE, CREATE_NEW, DirectIo.REQUIRED));
            assertTrue(refusal.getMessage().contains("PREFERRED"), refusal.getMessage());
            assertFalse(Files.exists(disk.path("a")), "nothing is left behind");
            Files.write(disk.path("full"), Content.bytes(0, 3));
            failure(
                    UnsupportedOperationException.class,
                    fs().open(loop(), disk.path("full"), WRITE, TRUNCATE_EXISTING, DirectIo.REQUIRED));
            assertEquals(3, Files.size(disk.path("full")), "its content is left alone");
            AsyncFile file = await(fs().open(loop(), disk.path("b"), WRITE, CREATE_NEW, DirectIo.PREFERRED));
            assertSame(DirectAlignment.NONE, file.alignment());
            assertEquals(3, await(file.write(Content.buffer(0, 3), 1)));
            await(file.close());
        }
    }

    /** There the flag can be set, and every transfer with it fails. */
    @Test
    @Tag("mount")
    @Tag("linux")
    void anOverlayHasWhatItsLayerHas() throws Exception {
        try (Tmpfs upper = Tmpfs.mount(path("upper"), "size=1m")) {
            Path lower = Files.createDirectory(path("lower"));
            Path merged = Files.createDirectory(path("merged"));
            Files.createDirectories(upper.path("changed"));
            Files.createDirectories(upper.path("work"));
            Commands.run("mount", "-t", "ramfs", "asyncfs-test", lower.toString());
            try {
                Files.write(lower.resolve("a"), Content.bytes(0, 2 * BLOCK));
                String layers =
                        "lowerdir=" + lower + ",upperdir=" + upper.path("changed") + ",workdir=" + upper.path("work");
                Commands.run("mount", "-t", "overlay", "-o", layers, "asyncfs-test", merged.toString());
                try {
                    Path path = merged.resolve("a");
                    failure(UnsupportedOperationException.class, fs().open(loop(), path, READ, DirectIo.REQUIRED));
                    AsyncFile file = await(fs().open(loop(), path, READ, DirectIo.PREFERRED));
                    assertSame(DirectAlignment.NONE, file.alignment());
                    ByteBuf read = await(file.read(1, BLOCK));
                    Content.assertAt(1, BLOCK, read);
                    read.release();
                    await(file.close());
                } finally {
                    Commands.unmount(merged);
                }
            } finally {
                Commands.unmount(lower);
            }
        }
    }
}
