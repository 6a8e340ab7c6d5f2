#!/bin/sh
#
# Copyright 2026 The asyncfs authors.
#
# Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
#
# The conformance suite, in a guest of .ci/kernels, on each backend of BACKENDS; TAG selects tests of it. The leak detector is
# paranoid, whatever one says.
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g -ea -Xcheck:jni -Dio.asyncfs.test.strict=true \
    "-Dio.asyncfs.test.stall=${STALL:-500}" -Dio.asyncfs.test.patience=120 -cp '/asyncfs/lib/*' io.asyncfs.examples.Main \
    selftest --backend "$BACKENDS" --dir /test --ops 1000 ${TAG:+--tag "$TAG"}
