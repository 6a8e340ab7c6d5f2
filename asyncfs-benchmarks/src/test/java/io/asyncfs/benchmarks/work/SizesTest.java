/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({"512, 512", "4k, 4096", "1M, 1048576", "1g, 1073741824", "8g, 0", "-1, 0", "4kb, 0", "'', 0"})
    void sizesAreRead(String text, int bytes) {
        assertEquals(bytes, Sizes.parse(text));
    }
}
