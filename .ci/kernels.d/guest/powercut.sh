#!/bin/sh
#
# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# Power cuts, on a device of dm-log-writes: io.asyncfs.testsuite.powercut.PowerCutTrials. Runs in a guest of .ci/kernels:
#   sh /asyncfs/powercut.sh [BACKEND...]        default: io_uring linux_aio pool
# Needs root, dmsetup with the module dm-log-writes, loop devices, mkfs.ext4, xfs_io, and java. Variables:
#   ASYNCFS_LIB   directory of the jars, /asyncfs/lib by default
#   RECORDS       how many records a trial writes, 40
#   POINTS        "all": cuts the power after every single write as well
#   SEED          of lengths and contents, by the clock
# Ends with one line: N passed, N failed, N skipped.
set -u
export DM_DISABLE_UDEV=1 # a guest may have no udev to make the nodes of devices

modprobe -a loop dm-log-writes 2> /dev/null # built in, or there is no modprobe: what is missing will show
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -ea -cp "${ASYNCFS_LIB:-/asyncfs/lib}/*" \
    ${RECORDS:+"-Drecords=$RECORDS"} ${POINTS:+"-Dpoints=$POINTS"} ${SEED:+"-Dseed=$SEED"} \
    io.asyncfs.testsuite.powercut.PowerCutTrials "$@"
