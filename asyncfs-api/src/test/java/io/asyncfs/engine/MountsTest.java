/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.spi.DeviceKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountsTest {
    private static final String ROOT = "25 1 254:1 / / rw,relatime shared:1 - ext4 /dev/root rw\n";

    private static Mounts of(String table) {
        return new Mounts(() -> new String(table.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static long device(Mounts mounts, String path) {
        return mounts.deviceOf(Path.of(path));
    }

    @Test
    void theLongestMountPointThatCoversAPathCounts() {
        Mounts mounts = of(ROOT + "40 25 0:33 / /mnt/a rw - fuse.sshfs host: rw\n"
                + "41 40 0:34 /sub /mnt/a/b rw,nosuid shared:7 master:3 - tmpfs none rw,size=64k\n");
        assertEquals(DeviceKey.of(254, 1), device(mounts, "/mnt/ab"));
        assertEquals(DeviceKey.of(0, 33), device(mounts, "/mnt/a"));
        assertEquals(DeviceKey.of(0, 34), device(mounts, "/mnt/a/b/c"));
        assertTrue(mounts.mayHang(DeviceKey.of(0, 33)));
        assertFalse(mounts.mayHang(DeviceKey.of(0, 34)));
    }

    /** As with all descriptors in use, which a mount that hangs leads to. */
    @Test
    void whatWasKnownIsKeptWhenTheTableCannotBeRead() {
        int[] reads = new int[1];
        Mounts mounts = new Mounts(() -> {
            if (reads[0]++ > 0) {
                throw new IOException("Too many open files");
            }
            return ROOT + "40 25 0:33 / /mnt rw - fuse.sshfs host: rw\n";
        });
        while (reads[0] < 2) { // after a second
            mounts.refresh();
            Thread.yield();
        }
        assertTrue(mounts.mayHang(device(mounts, "/mnt/a")));
    }

    @Test
    void theLaterOfTwoOnOnePointCounts() {
        Mounts mounts = of(ROOT + "40 25 0:33 / /mnt rw - tmpfs none rw\n41 40 0:34 / /mnt rw - tmpfs none rw\n");
        assertEquals(DeviceKey.of(0, 34), device(mounts, "/mnt/a"));
    }

    /** The kernel escapes space, tab, newline and backslash, and nothing else that ends a line elsewhere. */
    @Test
    void mountPointsAreAnyBytes() {
        String[] escaped = {"a\\040b", "a\\011b", "a\\012b", "a\\134b", "a\\134040b", "a\rb", "a\fb", "\u00fcber", "-"};
        String[] names = {"a b", "a\tb", "a\nb", "a\\b", "a\\040b", "a\rb", "a\fb", "\u00fcber", "-"};
        for (int i = 0; i < escaped.length; i++) {
            Mounts mounts = of("40 25 0:33 / /mnt/" + escaped[i] + " rw - tmpfs none rw\n" + ROOT);
            assertEquals(DeviceKey.of(0, 33), device(mounts, "/mnt/" + names[i] + "/x"), escaped[i]);
            assertEquals(DeviceKey.of(254, 1), device(mounts, "/mnt/x"), escaped[i]);
        }
    }

    @Test
    void linesOfAnotherFormAreSkipped() {
        Mounts mounts = of("\n40\n40 25 x:33 / /mnt rw - tmpfs none rw\n40 25 0:99999999999999999999 / / rw - a b c\n"
                + "40 25 0:33 / /mnt rw tmpfs\n" + ROOT + "40 25 0:33 / /m");
        assertEquals(DeviceKey.of(254, 1), device(mounts, "/mnt/x"));
    }

    @Test
    void withoutATableNothingIsKnown() {
        assertEquals(0, device(of(""), "/mnt"));
        Mounts unreadable = new Mounts(() -> {
            throw new java.io.FileNotFoundException("no such table");
        });
        assertEquals(0, device(unreadable, "/mnt"));
    }
}
