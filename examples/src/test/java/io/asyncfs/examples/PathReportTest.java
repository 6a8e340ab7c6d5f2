/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.asyncfs.examples.PathReport.Mount;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathReportTest {
    private static final List<String> MOUNTS = List.of(
            "22 1 259:1 / / rw,relatime shared:1 - ext4 /dev/root rw,discard",
            "30 22 0:25 / /srv rw shared:2 master:1 - tmpfs tmpfs rw,size=1024k",
            "31 22 0:26 / /srv\\040files/a rw,nosuid - fuse.sshfs me@host:/a\\134b ro",
            "32 22 0:27 / /srv rw - xfs /dev/over rw");

    @Test
    void longestMountPointAboveThePathWins() {
        assertEquals("ext4", type("/home/me"));
        assertEquals("ext4", type("/srvx"));
        assertEquals("fuse.sshfs", type("/srv files/a/b"));
    }

    @Test
    void laterMountCoversTheOneBelow() {
        assertEquals("xfs", type("/srv/x"));
    }

    @Test
    void fieldsAreUnescapedAndOptionsJoined() {
        assertEquals(
                new Mount("/srv files/a", "fuse.sshfs", "me@host:/a\\b", List.of("rw", "nosuid", "ro")),
                Mount.parse(MOUNTS.get(2)));
    }

    @Test
    void otherLinesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Mount.parse("22 1 259:1 / / rw"));
    }

    private static String type(String path) {
        return PathReport.find(MOUNTS, path).orElseThrow().type();
    }
}
