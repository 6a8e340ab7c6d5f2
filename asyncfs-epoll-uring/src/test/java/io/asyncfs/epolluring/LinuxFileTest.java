/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.epolluring;

import static java.nio.file.StandardOpenOption.READ;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.spi.DeviceKey;
import io.asyncfs.spi.OpenFile;
import io.asyncfs.spi.OpenRequest;
import io.asyncfs.testsuite.harness.LoopDevice;
import io.asyncfs.testsuite.harness.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxFileTest {
    private static final long SIZE = 1 << 20;

    @TempDir
    private Path dir;

    private static OpenFile open(Path path) throws Exception {
        return LinuxOpen.open(new OpenRequest(path, Set.of(READ), new FileAttribute<?>[0]));
    }

    /** One that does not answer must hold up no other, though the nodes of both lie in one file system. */
    @Test
    void eachBlockDeviceIsADeviceOfItsOwn() throws Exception {
        Needs.backends("io_uring");
        Needs.need(Platform.mayMount(), "the right to make devices");
        try (LoopDevice one = LoopDevice.make(dir.resolve("one"), SIZE, 512);
                LoopDevice other = LoopDevice.make(dir.resolve("other"), SIZE, 512)) {
            for (LoopDevice device : List.of(one, other)) {
                OpenFile opened = open(device.path());
                assertEquals(number(device), DeviceKey.name(opened.device()));
                opened.close();
            }
        }
    }

    /** See Documentation/ABI/stable/sysfs-block: major and minor. */
    private static String number(LoopDevice device) throws Exception {
        String name = device.path().getFileName().toString();
        return Files.readString(Path.of("/sys/class/block", name, "dev")).strip();
    }
}
