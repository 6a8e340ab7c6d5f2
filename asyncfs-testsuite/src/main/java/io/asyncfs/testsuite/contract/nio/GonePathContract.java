/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.testsuite.harness.VirtualThreads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** File channels whose path does not lead to their file any more: what the JDK's own channel does for ours needs it on the pool. */
class GonePathContract extends ComparedContract {
    private static final int LENGTH = 200_000;

    private final byte[] content = new byte[LENGTH];

    /** Takes the path of an open file away. */
    private interface Change {
        void to(Path path) throws IOException;
    }

    @Test
    void aFileThatIsDeleted() throws Exception {
        check(Files::delete, NoSuchFileException.class, READ, WRITE, CREATE_NEW);
    }

    @Test
    void aFileThatIsRenamed() throws Exception {
        check(path -> Files.move(path, path("renamed")), NoSuchFileException.class, READ, WRITE, CREATE_NEW);
    }

    @Test
    void aFileThatIsReplaced() throws Exception {
        check(
                path -> {
                    Files.move(path, path("renamed"));
                    Files.write(path, new byte[LENGTH]);
                },
                FileSystemException.class,
                READ,
                WRITE,
                CREATE_NEW);
    }

    @Test
    void aFileThatIsDeletedOnClose() throws Exception {
        check(Files::deleteIfExists, NoSuchFileException.class, READ, WRITE, CREATE_NEW, DELETE_ON_CLOSE);
    }

    private void check(Change change, Class<? extends IOException> refusal, OpenOption... options) throws Exception {
        new Random(backend().seed()).nextBytes(content);
        try (FileChannel channel = fileChannel(path("file"), options)) {
            channel.write(ByteBuffer.wrap(content));
            change.to(path("file"));
            use(channel, refusal);
            if (VirtualThreads.available()) {
                VirtualThreads.run(() -> {
                    use(channel, refusal);
                    return null;
                });
            }
        }
        for (String name : new String[] {"file", "renamed"}) {
            Files.deleteIfExists(path(name));
        }
    }

    private void use(FileChannel channel, Class<? extends IOException> refusal) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        assertEquals(LENGTH, channel.transferTo(0, LENGTH, Channels.newChannel(sent)));
        assertArrayEquals(content, sent.toByteArray());
        assertEquals(100, channel.transferFrom(Channels.newChannel(new ByteArrayInputStream(content, 0, 100)), 0, 100));
        try (FileChannel other = fileChannel(path("other"), Set.of(READ, WRITE, CREATE_NEW, DELETE_ON_CLOSE))) {
            for (long done = 0; done < LENGTH; ) {
                done += channel.transferTo(done, LENGTH - done, other);
            }
            assertEquals(LENGTH, other.size());
            other.position(500);
            assertEquals(100, channel.transferFrom(other, 500, 100));
            assertEquals(600, other.position());
        }
        ByteBuffer read = ByteBuffer.allocate(LENGTH);
        assertEquals(LENGTH, channel.read(read, 0));
        assertArrayEquals(content, read.array());
        if (whose == Whose.OURS && backend().backend().equals("pool")) {
            throwsExactly(refusal, () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, LENGTH));
        } else {
            byte[] mapped = new byte[LENGTH];
            channel.map(FileChannel.MapMode.READ_ONLY, 0, LENGTH).get(mapped);
            assertEquals(-1, Arrays.mismatch(content, mapped));
        }
    }
}
