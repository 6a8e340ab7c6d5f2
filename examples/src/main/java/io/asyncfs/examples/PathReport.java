/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file system a path is on.
 *
 * @param path the path asked about, with symbolic links resolved
 * @param type such as {@code ext4}
 * @param device what is mounted, such as {@code /dev/nvme0n1p1}
 * @param mountPoint where; null outside Linux
 * @param options of the mount, then of the file system; null outside Linux
 * @param blockSize bytes
 * @param direct direct I/O there; null when there is no file to ask
 */
record PathReport(
        String path,
        String type,
        String device,
        String mountPoint,
        List<String> options,
        long blockSize,
        DirectReport direct) {
    private static final Path MOUNT_INFO = Path.of("/proc/self/mountinfo");

    static PathReport of(Path path) throws IOException {
        Path real = path.toRealPath();
        FileStore store = Files.getFileStore(real);
        long blockSize = store.getBlockSize();
        if (!Files.exists(MOUNT_INFO)) {
            return new PathReport(real.toString(), store.type(), store.name(), null, null, blockSize, null);
        }
        // Names in there are bytes; what is not UTF-8 is replaced, which spoils that mount point only.
        String mounts = new String(Files.readAllBytes(MOUNT_INFO), StandardCharsets.UTF_8);
        Mount mount = find(mounts.lines().toList(), real.toString())
                .orElseThrow(() -> new IOException(MOUNT_INFO + " has no mount point above " + real));
        return new PathReport(real.toString(), mount.type, mount.device, mount.point, mount.options, blockSize, null);
    }

    PathReport with(DirectReport found) {
        return new PathReport(path, type, device, mountPoint, options, blockSize, found);
    }

    /** Returns the mount with the longest mount point above the path; of several at one point the last covers the others. */
    static Optional<Mount> find(List<String> mountInfo, String realPath) {
        Mount best = null;
        for (String line : mountInfo) {
            Mount mount = Mount.parse(line);
            if (mount.contains(realPath) && (best == null || mount.point.length() >= best.point.length())) {
                best = mount;
            }
        }
        return Optional.ofNullable(best);
    }

    /** One line of mountinfo. */
    record Mount(String point, String type, String device, List<String> options) {

        // proc(5):  36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
        //            0  1    2     3     4          5 optional... -    type device super options
        static Mount parse(String line) {
            String[] fields = line.split(" ");
            int separator = Arrays.asList(fields).indexOf("-");
            if (separator < 6 || fields.length < separator + 4) {
                throw new IllegalArgumentException("expected a line of mountinfo, got " + line);
            }
            Set<String> options = new LinkedHashSet<>(Arrays.asList(fields[5].split(",")));
            options.addAll(Arrays.asList(fields[separator + 3].split(",")));
            return new Mount(
                    unescape(fields[4]),
                    fields[separator + 1],
                    unescape(fields[separator + 2]),
                    new ArrayList<>(options));
        }

        boolean contains(String path) {
            return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
        }

        /** The kernel writes space, tab, newline and backslash as a backslash and three octal digits. */
        private static String unescape(String field) {
            return field.replace("\\040", " ")
                    .replace("\\011", "\t")
                    .replace("\\012", "\n")
                    .replace("\\134", "\\");
        }
    }
}
