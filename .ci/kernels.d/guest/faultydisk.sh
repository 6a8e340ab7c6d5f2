#!/bin/sh
#
# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# The contracts about slow and broken disks (tag "disk" of the suite), on disks of dm-delay and dm-flakey instead of a loop
# device on FUSE: see io.asyncfs.testsuite.slowfs.MapperDisk. In a guest of .ci/kernels, on each backend of BACKENDS.
#
# The suite's bound for a stall is 20 ms, on processors that are real. Here they are emulated and shared, where 300 reads of
# a cached file had a 99th percentile of 61 ms; a loop that waits for one of these disks stands still for 5 s or more.
modprobe -a dm-delay dm-flakey || exit
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g -ea -Dio.asyncfs.test.strict=true -Dio.asyncfs.test.disk=mapper \
    "-Dio.asyncfs.test.stall=${STALL:-500}" -Dio.asyncfs.test.patience=120 -cp '/asyncfs/lib/*' io.asyncfs.examples.Main \
    selftest --backend "$BACKENDS" --dir /test --tag disk
