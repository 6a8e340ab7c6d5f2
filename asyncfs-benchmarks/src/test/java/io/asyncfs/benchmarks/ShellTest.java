/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {
    @Test
    void onlyWhatNeedsQuotesHasThem() {
        assertEquals(
                "fio --bs=4096 '--filename=/mnt/my disk/f' 'it'\\''s' ''",
                Shell.line(List.of("fio", "--bs=4096", "--filename=/mnt/my disk/f", "it's", "")));
    }
}
