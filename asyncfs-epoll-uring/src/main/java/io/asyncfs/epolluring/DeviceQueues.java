/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import io.asyncfs.spi.DeviceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests the queues of block devices take: {@code queue/nr_requests} in sysfs
 * (Documentation/ABI/stable/sysfs-block), of each hardware queue. Any thread that may block.
 */
final class DeviceQueues {
    /** What the kernel begins with, and what a file system on several devices or on none is taken to have. */
    private static final int DEFAULT = 128;

    private static final int UNKNOWN = -1;

    private static final Map<Long, Integer> REQUESTS = new ConcurrentHashMap<>();

    private DeviceQueues() {}

    /** Returns the requests of a device by its {@link DeviceKey}. */
    static int requests(long device) {
        Integer known = REQUESTS.get(device);
        if (known == null) {
            known = read(device);
            if (known != UNKNOWN) {
                REQUESTS.put(device, known);
            }
        }
        return known == UNKNOWN ? DEFAULT : known;
    }

    /** Returns {@link #UNKNOWN} when it could not be asked, as when there are no descriptors left. */
    private static int read(long device) {
        int otherwise = DEFAULT;
        Path directory = Path.of("/sys/dev/block", DeviceKey.name(device));
        for (String queue : new String[] {"queue", "../queue"}) { // the second of a partition
            try {
                Path number = Path.of(directory.toString(), queue, "nr_requests");
                String line =
                        Files.readAllLines(number, StandardCharsets.ISO_8859_1).get(0);
                return Math.max(1, Integer.parseInt(line.strip()));
            } catch (NoSuchFileException | NumberFormatException | IndexOutOfBoundsException e) {
                continue;
            } catch (IOException e) {
                otherwise = UNKNOWN;
            }
        }
        return otherwise;
    }
}
