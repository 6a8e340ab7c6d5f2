/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.cp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpProgressBarTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 1000 | 1 | 0% [----------------] 0 B of 1000 B, 0 B/s, -:-- left",
                "500 | 1000 | 2 | 50% [########--------] 500 B of 1000 B, 250 B/s, 0:02 left",
                "999 | 1000 | 2 | 99% [###############-] 999 B of 1000 B, 500 B/s, 0:01 left",
                "1000 | 1000 | 4 | 100% [################] 1000 B of 1000 B, 250 B/s, syncing",
                "0 | 0 | 1 | 100% [################] 0 B of 0 B, 0 B/s, syncing",
                "1048576 | 5368709120 | 1 | 0% [----------------] 1.0 MiB of 5.0 GiB, 1.0 MiB/s, 1:25:19 left",
                "1 | 9223372036854775807 | 1 | 0% [----------------] 1 B of 8.0 EiB, 1 B/s, -:-- left",
                "1048575 | 2097152 | 1 | 49% [#######---------] 1.0 MiB of 2.0 MiB, 1.0 MiB/s, 0:02 left"
            })
    void saysWhatIsDoneHowFastAndHowLong(long copied, long size, long seconds, String expected) {
        assertEquals(expected, ProgressBar.line(copied, size, seconds * SECOND).strip());
    }

    @Test
    void isOneLineThatGoesAway() {
        StringWriter text = new StringWriter();
        ProgressBar bar = new ProgressBar(new PrintWriter(text));
        bar.clear();
        assertEquals("", text.toString());
        bar.update(1, 1L << 62);
        bar.update(1023L << 50, 1023L << 50);
        bar.clear();
        String[] lines = text.toString().split("\r");
        assertEquals(4, lines.length);
        for (String line : lines) {
            assertTrue(line.isEmpty() || line.length() == 79, line);
        }
        assertTrue(lines[3].isBlank());
        assertTrue(text.toString().endsWith("\r"));
    }
}
