#!/bin/sh
#
# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# The contracts about slow and broken disks (tag "disk" of the suite), on disks of dm-delay and dm-flakey instead of a loop
# device on FUSE: see io.asyncfs.testsuite.slowfs.MapperDisk. Runs in a guest of .ci/kernels:
#   sh /asyncfs/faultydisk.sh [BACKEND...]      default: io_uring linux_aio pool
# Needs root, dmsetup with the modules dm-delay and dm-flakey, loop devices, mkfs.ext4 and java. Variables:
#   ASYNCFS_LIB         directory of the jars, /asyncfs/lib by default
#   STALL               the bound for a stall in milliseconds, 500
#   ASYNCFS_JAVA_OPTS   more arguments for java
# Ends with one line: N passed, N failed, N skipped.
#
# The suite's bound for a stall is 20 ms, on processors that are real. Here they are emulated and shared, where 300 reads of
# a cached file had a 99th percentile of 61 ms; a loop that waits for one of these disks stands still for 5 s or more.
set -u
export DM_DISABLE_UDEV=1 # a guest may have no udev to make the nodes of devices

modprobe -a loop fuse dm-delay dm-flakey 2> /dev/null # built in, or there is no modprobe: what is missing will show
passed=0 failed=0 skipped=0
output=$(mktemp)
trap 'rm -f "$output" "$output.counts"' EXIT
[ $# != 0 ] || set -- io_uring linux_aio pool
for backend in "$@"; do
    echo "== $backend"
    # shellcheck disable=SC2086
    java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -ea -Dio.asyncfs.test.disk=mapper \
        "-Dio.asyncfs.test.stall=${STALL:-500}" -Dio.asyncfs.test.patience=120 ${ASYNCFS_JAVA_OPTS:-} \
        -cp "${ASYNCFS_LIB:-/asyncfs/lib}/*" io.asyncfs.examples.Main selftest --backend "$backend" --tag disk 2>&1 |
        tee "$output" | grep -vE '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$'
    sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' "$output" > "$output.counts"
    read -r p f s < "$output.counts" || p=0 f=1 s=0 # it ended before its last line
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
