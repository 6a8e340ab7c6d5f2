#!/bin/sh
#
# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# What open files and operations in flight take: io.asyncfs.testsuite.memory.MemoryReport, with more files than most machines
# allow. In a guest of .ci/kernels, on each backend of BACKENDS. A backend has passed when its report came to the end.
passed=0 failed=0
for backend in $(echo "$BACKENDS" | tr , ' '); do
    if java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g -cp '/asyncfs/lib/*' \
        io.asyncfs.testsuite.memory.MemoryReport "$backend" "${FILES:-100000}" /test; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ]
