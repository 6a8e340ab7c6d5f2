#!/bin/sh
#
# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# Power cuts, on a device of dm-log-writes: io.asyncfs.testsuite.powercut.PowerCutTrials. In a guest of .ci/kernels, on each
# backend of BACKENDS. Variables:
#   RECORDS   how many records a trial writes, 20; the more, the more marks the power is cut at
#   POINTS    "all": cuts the power after every single write as well
#   SEED      of lengths and contents, by the clock
modprobe -a dm-log-writes || exit
# shellcheck disable=SC2046
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -ea "-Drecords=${RECORDS:-20}" \
    ${POINTS:+"-Dpoints=$POINTS"} ${SEED:+"-Dseed=$SEED"} -cp '/asyncfs/lib/*' \
    io.asyncfs.testsuite.powercut.PowerCutTrials $(echo "$BACKENDS" | tr , ' ')
