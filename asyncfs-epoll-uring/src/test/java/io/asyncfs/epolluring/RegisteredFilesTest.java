/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.UringConstants;
import io.asyncfs.spi.Completions;
import io.asyncfs.spi.IoRequest;
import io.asyncfs.spi.OpKind;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisteredFilesTest {
    @TempDir
    private Path dir;

    private final List<LinuxFile> open = new ArrayList<>();
    private Ring ring;
    private RegisteredFiles files;

    @BeforeEach
    void makeRing() throws RingException {
        Needs.backends("io_uring");
        ring = new Ring(UringQueue.ENTRIES, UringQueue.completions(2));
        ring.enable();
        assumeTrue(ring.hasFeature(UringConstants.IORING_FEAT_RW_ATTR), "a kernel before 6.14");
        files = new RegisteredFiles(ring.submission());
        files.start(ring);
    }

    @AfterEach
    void closeAll() throws Exception {
        ring.close();
        for (LinuxFile file : open) {
            file.close();
        }
    }

    /** Opens a file of one letter. */
    private LinuxFile open(String letter) throws Exception {
        Path path = dir.resolve(letter);
        if (!Files.exists(path)) {
            Files.writeString(path, letter);
        }
        OpenRequest request = new OpenRequest(path, Set.of(READ, WRITE), new FileAttribute<?>[0]);
        LinuxFile file = (LinuxFile) LinuxOpen.open(request);
        open.add(file);
        return file;
    }

    private LinuxFile openAtThePlaceOf(LinuxFile other, String letter) throws Exception {
        LinuxFile file = open(letter);
        while ((file.fd() - other.fd()) % RegisteredFiles.PLACES != 0) {
            file = open(letter);
        }
        return file;
    }

    private void close(LinuxFile file) throws Exception {
        open.remove(file);
        file.close();
    }

    /** Reads a file in the books, so often that it is registered. */
    private int readOften(LinuxFile file) {
        for (int i = 1; i < RegisteredFiles.ENOUGH; i++) {
            assertEquals(RegisteredFiles.NONE, files.indexOf(file), "read " + i);
        }
        return files.indexOf(file);
    }

    @Test
    void whatIsReadOftenIsRegistered() throws Exception {
        LinuxFile one = open("a");
        LinuxFile other = open("b");
        assertEquals(one.fd() % RegisteredFiles.PLACES, readOften(one));
        assertEquals(other.fd() % RegisteredFiles.PLACES, readOften(other));
        assertEquals(one.fd() % RegisteredFiles.PLACES, files.indexOf(one));
    }

    @Test
    void aPlaceIsOfWhoIsReadMore() throws Exception {
        LinuxFile one = open("a");
        LinuxFile other = openAtThePlaceOf(one, "b");
        LinuxFile third = openAtThePlaceOf(one, "c");
        for (int i = 0; i < 3 * RegisteredFiles.ENOUGH; i++) {
            assertEquals(RegisteredFiles.NONE, files.indexOf(one));
            assertEquals(RegisteredFiles.NONE, files.indexOf(other));
        }
        assertEquals(RegisteredFiles.NONE, files.indexOf(one));
        files.forget(one);
        int place = readOften(other);
        for (int i = 0; i < 3 * RegisteredFiles.ENOUGH; i++) {
            assertEquals(place, files.indexOf(other));
            assertEquals(RegisteredFiles.NONE, files.indexOf(third));
        }
        assertEquals(place, files.indexOf(other));
        assertEquals(place, readOften(third));
        assertEquals(RegisteredFiles.NONE, files.indexOf(other));
    }

    @Test
    void aReadThatTheKernelHasNotSeenIsOfTheFileThatItWasMadeFor() throws Exception {
        LinuxFile one = open("a");
        LinuxFile other = openAtThePlaceOf(one, "b");
        readOften(one);
        Read first = new Read(one);
        Read second = new Read(one);
        first.put(0);
        second.put(1);
        int place = readOften(other); // which takes it
        Read third = new Read(other);
        third.put(2);
        files.forget(other);
        assertEquals(3, ring.enter(publish()));
        assertEquals("aab", "" + first.letter() + second.letter() + third.letter());
        assertEquals(place, readOften(one));
    }

    @Test
    void aRegisteredFileIsRead() throws Exception {
        LinuxFile file = open("a");
        readOften(file);
        Read read = new Read(file);
        read.put(0);
        assertEquals(1, ring.enter(publish()));
        assertEquals('a', read.letter());
        assertEquals(List.of("0: 1"), reap());
    }

    /** Without that the kernel would keep the file, and so its locks. */
    @Test
    void whatIsForgottenIsLetGo() throws Exception {
        LinuxFile kept = open("a");
        LinuxFile forgotten = open("b");
        readOften(kept);
        readOften(forgotten);
        assertTrue(kept.tryLock(0, 1, false));
        assertTrue(forgotten.tryLock(0, 1, false));
        files.forget(forgotten);
        close(kept);
        close(forgotten);
        assertFalse(open("a").tryLock(0, 1, false), "the kernel keeps nothing, and nothing need be forgotten");
        assertTrue(open("b").tryLock(0, 1, false));
        files.close();
        assertTrue(open("a").tryLock(0, 1, false), "closed");
    }

    private int publish() {
        ring.submission().publish();
        return ring.submission().unsubmitted();
    }

    private List<String> reap() {
        List<String> told = new ArrayList<>();
        ring.completion()
                .drain(
                        new Completions() {
                            @Override
                            public void completed(int token, long result) {
                                told.add(token + ": " + result);
                            }

                            @Override
                            public void handBack(int token, int bytes) {
                                told.add(token + " handed back");
                            }
                        },
                        3);
        return told;
    }

    /** A read of one byte. */
    private final class Read implements IoRequest {
        private final ByteBuffer memory = ByteBuffer.allocateDirect(1);
        private final LinuxFile file;

        Read(LinuxFile file) {
            this.file = file;
        }

        void put(int token) {
            RegisteredBuffers none = new RegisteredBuffers(null);
            RequestEntries entries =
                    new RequestEntries(ring.submission(), none, files, new NowaitRequests(3), new RingWrites(3));
            assertTrue(entries.put(this, token));
        }

        char letter() {
            return (char) memory.get(0);
        }

        @Override
        public OpKind kind() {
            return OpKind.READ;
        }

        @Override
        public OpenFile file() {
            return file;
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public long address() {
            return MemoryNative.address(memory);
        }

        @Override
        public ByteBuffer[] segments() {
            return null;
        }
    }
}
