/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.KernelQueue;
import io.asyncfs.spi.OpenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shares of devices on one loop, by their keys. Loop only. */
final class DeviceShares {
    private final FairQueue queue;
    private final FsCore fs;
    private final KernelQueue kernel;
    private final Map<Long, DeviceShare> shares = new HashMap<>();
    private final List<DeviceShare> all = new ArrayList<>();

    /** Makes the shares of a loop; without a kernel queue, which is null then, who waits for a device holds up pool threads alone. */
    DeviceShares(FairQueue queue, FsCore fs, KernelQueue kernel) {
        this.queue = queue;
        this.fs = fs;
        this.kernel = kernel;
    }

    /** Makes the lane of a file that was opened. */
    Lane newLane(OpenFile file) {
        boolean mayHang = file.mayHang() || fs.mounts().mayHang(file.device());
        DeviceShare share = share(file.device());
        share.limit(mayHang ? half() : depth()); // anew, as another file system may have had its number before
        if (kernel != null) {
            share.device(fs.device(file));
            if (!mayHang) { // the pool has it otherwise
                share.workers(kernel.workers());
            }
        }
        return new Lane(queue, share);
    }

    /** Returns the lane of an operation on a path; null for what is about none. */
    Lane pathLane(Path path) {
        long device = path == null ? 0 : fs.mounts().deviceOf(path);
        DeviceShare share = share(device);
        if (fs.mounts().mayHang(device)) {
            share.limit(half());
        }
        return share.pathLane();
    }

    /** Returns how many direct reads and writes are in flight. */
    int directInFlight() {
        int direct = 0;
        for (int i = 0; i < all.size(); i++) {
            direct += all.get(i).directInFlight();
        }
        return direct;
    }

    void roundEnded() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).roundEnded();
        }
    }

    /** The loop is about to sleep, or ends. */
    void leave(boolean ends) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).leave(ends);
        }
    }

    private DeviceShare share(long device) {
        DeviceShare share = shares.get(device);
        if (share == null) {
            share = new DeviceShare(queue, depth());
            shares.put(device, share);
            all.add(share);
        }
        return share;
    }

    private int depth() {
        return fs.config().limits().queueDepth();
    }

    private int half() {
        return (depth() + 1) / 2;
    }
}
