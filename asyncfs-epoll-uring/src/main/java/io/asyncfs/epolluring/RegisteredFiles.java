/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static io.asyncfs.jni.UringConstants.IORING_FEAT_RW_ATTR;
import static io.asyncfs.jni.UringConstants.IORING_REGISTER_FILES2;
import static io.asyncfs.jni.UringConstants.IORING_REGISTER_FILES_UPDATE;
import static io.asyncfs.jni.UringConstants.IORING_RSRC_REGISTER_SPARSE;
import static io.asyncfs.jni.UringConstants.IORING_UNREGISTER_FILES;

import io.asyncfs.jni.Errno;
import io.asyncfs.jni.MemoryNative;
import io.asyncfs.jni.UringLayout;
import io.asyncfs.platform.Log;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * The files that are read most as the kernel's registered files (io_uring_register(2), IORING_REGISTER_FILES2): it need not
 * look up and count their descriptors for each read, which is 5 % of a cached one (docs/performance.md). The ring's thread
 * only.
 *
 * <p>The kernel's table keeps an open file, with its locks and its space on the disk, though the descriptor be closed: so
 * {@link #forget} comes before. Until 6.12 the kernel lets go of it only when what was in flight by then on all registered
 * files has ended (io_rsrc_node_ref_zero in io_uring/rsrc.c), since 6.13 as soon as nothing is on this one. No feature stands
 * for that; the first one since is RW_ATTR, of 6.14.
 *
 * <p>A file has one place, by its descriptor. To register it costs as much as some dozen reads save, so the place is for whom
 * it is worth it, by reads more than those of others. If many views of one file are closed, each begins anew.
 *
 * <pre>
 *   struct io_uring_rsrc_register  0 nr      4 flags  8 resv   16 data: fd[nr]  24 tags
 *   struct io_uring_rsrc_update    0 offset  4 resv   8 data: fd[1] ---.        16 that fd; -1: an empty place
 *                                                                      '--------^
 * </pre>
 */
final class RegisteredFiles {
    /** The answer of {@link #indexOf} for a file that is not registered. */
    static final int NONE = -1;

    /** A power of two, and not more than the descriptors that a process may usually have: EMFILE otherwise. */
    static final int PLACES = 1024;

    /** How many reads a file has more than others at its place before it is registered. */
    static final int ENOUGH = 64;

    private static final int DATA = 8;
    private static final int DESCRIPTOR = 16;
    private static final Log LOGGER = Log.of("io.asyncfs");

    private final SubmissionRing submission;
    private Ring ring; // while there is a table
    private LinuxFile[] registered;
    private LinuxFile[] candidates;
    private byte[] reads; // of the candidate, less those of others meanwhile
    private ByteBuffer update; // made at the start: later there may be no direct memory left
    private boolean refused; // whatever the cause, it is not tried again

    RegisteredFiles(SubmissionRing submission) {
        this.submission = submission;
    }

    /** Makes a table of empty places, if it may and can. */
    void start(Ring of) {
        if (RingFlags.isEnabled("REGISTERED_FILES") && of.hasFeature(IORING_FEAT_RW_ATTR)) {
            try {
                makeTable(of);
            } catch (OutOfMemoryError e) {
                goOnWithout(e.getMessage());
            }
        }
    }

    private void makeTable(Ring of) {
        registered = new LinuxFile[PLACES];
        candidates = new LinuxFile[PLACES];
        reads = new byte[PLACES];
        update = RegisteredBuffers.struct(DESCRIPTOR + Integer.BYTES);
        ByteBuffer table = RegisteredBuffers.struct(UringLayout.RSRC_REGISTER_SIZE);
        table.putInt(UringLayout.RSRC_REGISTER_NR, PLACES);
        table.putInt(UringLayout.RSRC_REGISTER_FLAGS, IORING_RSRC_REGISTER_SPARSE);
        int result = of.register(IORING_REGISTER_FILES2, MemoryNative.address(table), UringLayout.RSRC_REGISTER_SIZE);
        Reference.reachabilityFence(table);
        if (result < 0) {
            goOnWithout(Errno.message(-result));
        } else {
            ring = of;
        }
    }

    private void goOnWithout(String cause) {
        refused = true;
        LOGGER.log(Log.Level.DEBUG, "a loop goes on without registering files: {0}", cause);
    }

    /** Returns the number of a registered file, which is about to be read, or {@link #NONE}. */
    int indexOf(LinuxFile file) {
        if (ring == null) {
            return NONE;
        }
        int place = placeOf(file);
        if (registered[place] == file) {
            if (reads[place] > 0) {
                reads[place]--;
            }
            return place;
        }
        return deserves(place, file) && register(place, file) ? place : NONE;
    }

    private static int placeOf(LinuxFile file) {
        return file.fd() & PLACES - 1;
    }

    /** Counts a read of a file that does not have its place, and returns whether it is to have it. */
    private boolean deserves(int place, LinuxFile file) {
        if (candidates[place] != file) {
            if (reads[place] > 0) {
                reads[place]--;
                return false;
            }
            candidates[place] = file;
        }
        return ++reads[place] == ENOUGH;
    }

    private boolean register(int place, LinuxFile file) {
        stopCounting(place);
        if (refused) {
            return false;
        }
        clear(place);
        int result = update(place, file.fd());
        if (result != 1) {
            goOnWithout(Errno.message(-result));
            return false;
        }
        registered[place] = file;
        return true;
    }

    private void stopCounting(int place) {
        candidates[place] = null;
        reads[place] = 0;
    }

    /** Has the kernel let go of the file that has a place, if one has. Reads that it has not seen yet name the descriptor. */
    private void clear(int place) {
        LinuxFile file = registered[place];
        if (file == null) {
            return;
        }
        registered[place] = null;
        submission.nameByDescriptor(place, file.fd());
        int result = update(place, -1);
        if (result != 1) {
            LOGGER.log(
                    Log.Level.WARNING,
                    "the kernel keeps {0} open until its event loop ends: {1}",
                    file.path(),
                    Errno.message(-result));
        }
    }

    private int update(int place, int fd) {
        long at = MemoryNative.address(update);
        update.putInt(0, place).putLong(DATA, at + DESCRIPTOR).putInt(DESCRIPTOR, fd);
        int result = ring.register(IORING_REGISTER_FILES_UPDATE, at, 1);
        Reference.reachabilityFence(update);
        return result;
    }

    /** The descriptor may be closed next: lets go of the file. */
    void forget(LinuxFile file) {
        if (ring == null) {
            return;
        }
        int place = placeOf(file);
        if (candidates[place] == file) {
            stopCounting(place);
        }
        if (registered[place] == file) {
            clear(place);
        }
    }

    /** The ring is about to be closed, which the kernel finishes later (io_ring_exit_work in io_uring/io_uring.c). */
    void close() {
        if (ring != null) {
            ring.register(IORING_UNREGISTER_FILES, 0, 0);
            ring = null;
            registered = null;
            candidates = null;
        }
    }
}
