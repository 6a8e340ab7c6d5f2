/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.spi.DeviceKey;
import io.asyncfs.spi.OpenFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which device a path is on, without asking the file system, which could hang: by the longest mount point that is a prefix
 * of it, from {@code /proc/self/mountinfo} (proc(5)). A symbolic link into another mount is seen once somebody has gone through
 * it. Other systems have no such table and answer 0. Any thread.
 */
final class Mounts {
    private static final String TABLE = "/proc/self/mountinfo";
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Types whose answers come from this machine: a disk or memory. Any other, such as FUSE or NFS, may hang. */
    private static final Set<String> LOCAL = Set.of(
            "ext4",
            "ext3",
            "ext2",
            "xfs",
            "btrfs",
            "f2fs",
            "tmpfs",
            "ramfs",
            "rootfs",
            "overlay",
            "zfs",
            "erofs",
            "squashfs",
            "vfat",
            "exfat",
            "ntfs3",
            "iso9660",
            "proc",
            "sysfs",
            "devtmpfs");

    /** {@code 36 35 98:0 /root /point options [tags] - type ...}; fields end at spaces alone. */
    private static final Pattern LINE =
            Pattern.compile("[^ ]+ [^ ]+ ([0-9]{1,9}):([0-9]{1,9}) [^ ]+ ([^ ]+) .*? - ([^ ]+)", Pattern.DOTALL);

    private static final int MOST_LINKS = 256;

    private record Mount(String point, long device, boolean mayHang) {}

    /** What the table is read from. */
    interface Source {
        /** Returns all of it, a character for each byte. */
        String read() throws IOException;
    }

    private final Source source;
    private final AtomicLong nextRefresh = new AtomicLong(System.nanoTime());
    private volatile List<Mount> mounts = List.of();
    private volatile List<Mount> links = List.of();

    Mounts() {
        this(Mounts::readTable);
    }

    Mounts(Source source) {
        this.source = source;
        refresh();
    }

    /**
     * Not as UTF-8: mount points are bytes, and ISO-8859-1 keeps every one. By java.io, which asks no provider:
     * asyncfs-nio's would count this as a file of the program.
     */
    private static String readTable() throws IOException {
        try (InputStream table = new FileInputStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Reads the table again when it is older than a second; procfs does not block. Pool threads call this. */
    void refresh() {
        long due = nextRefresh.get();
        long now = System.nanoTime();
        if (now - due < 0 || !nextRefresh.compareAndSet(due, now + REFRESH_NANOS)) {
            return;
        }
        try {
            mounts = parse(source.read());
        } catch (IOException | OutOfMemoryError e) {
            // What was true a second ago is better than nothing: with all descriptors in use a hung mount is the likely
            // cause.
        }
    }

    /** Lines end at newlines alone: a mount point may have a carriage return, as only what {@link #point} undoes is escaped. */
    private static List<Mount> parse(String table) {
        List<Mount> all = new ArrayList<>();
        for (String line : table.split("\n")) {
            Matcher fields = LINE.matcher(line);
            if (fields.lookingAt()) { // another form is not known, and then its mount is not, either
                long device = DeviceKey.of(Long.parseLong(fields.group(1)), Long.parseLong(fields.group(2)));
                all.add(new Mount(point(fields.group(3)), device, !LOCAL.contains(fields.group(4))));
            }
        }
        return all;
    }

    /** Space, tab, newline and backslash are octal escapes (show_mountinfo, fs/proc_namespace.c). */
    private static String point(String escaped) {
        String bytes = escaped.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Returns whether a device's key is of a mount that may hang; false when it is unknown. */
    boolean mayHang(long device) {
        for (Mount mount : mounts) {
            if (mount.device == device) {
                return mount.mayHang;
            }
        }
        return false;
    }

    /** Returns the device's key; 0 when unknown. Later lines mount over earlier ones. */
    long deviceOf(Path path) {
        return mounts.isEmpty() ? 0 : deviceOf(absolute(path).toString());
    }

    private long deviceOf(String absolute) {
        Mount best = longest(absolute, links, longest(absolute, mounts, null));
        return best == null ? 0 : best.device;
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Mount longest(String absolute, List<Mount> table, Mount soFar) {
        Mount best = soFar;
        for (Mount mount : table) {
            if (covers(mount.point, absolute) && (best == null || mount.point.length() >= best.point.length())) {
                best = mount;
            }
        }
        return best;
    }

    /**
     * A file has been opened by its path, which may have led through a symbolic link to a mount that may hang: the next path
     * through that link is charged to this mount. So those that are gone through when it hangs already, for the first time,
     * count to the mount that has the link. On a pool thread.
     */
    OpenFile opened(Path path, OpenFile file) {
        long device = file.device();
        boolean mayHang = mayHang(device);
        if (mayHang || !links.isEmpty()) {
            Path absolute = absolute(path);
            String text = absolute.toString();
            boolean isBehindLink = longest(text, links, null) != null;
            if ((mayHang || isBehindLink) && deviceOf(text) != device) {
                remember(absolute, device);
            }
        }
        return file;
    }

    private synchronized void remember(Path absolute, long device) {
        List<Mount> known = new ArrayList<>(links);
        known.removeIf(link -> covers(link.point, absolute.toString())); // it leads elsewhere now
        String link = mayHang(device) && known.size() < MOST_LINKS ? linkTo(device, absolute) : null;
        if (link != null) {
            known.add(new Mount(link, device, true));
        }
        links = List.copyOf(known);
    }

    /** Returns the shortest beginning of a path that is a link to a device; null when there is none any more. */
    private static String linkTo(long device, Path absolute) {
        try {
            for (int names = 1; names <= absolute.getNameCount(); names++) {
                Path beginning = absolute.getRoot().resolve(absolute.subpath(0, names));
                if (Files.isSymbolicLink(beginning)
                        && DeviceKey.ofUnixDev((Long) Files.getAttribute(beginning, "unix:dev")) == device) {
                    return beginning.toString();
                }
            }
        } catch (IOException | RuntimeException e) {
            // Somebody changes it meanwhile: whoever goes there next finds out.
        }
        return null;
    }

    private static boolean covers(String point, String path) {
        return path.startsWith(point)
                && (point.length() == 1 || path.length() == point.length() || path.charAt(point.length()) == '/');
    }
}
