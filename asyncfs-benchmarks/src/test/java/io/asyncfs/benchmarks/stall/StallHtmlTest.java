/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.stall;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.benchmarks.report.Environment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StallHtmlTest {
    @Test
    void fioIsNotSpokenOf(@TempDir Path dir) throws Exception {
        Environment here = Environment.here(dir, null, List.of(), "asyncfs bench stall");
        String page = StallHtml.of(new StallReport(here, List.of()));
        assertTrue(page.contains("<code>asyncfs bench stall</code>"));
        assertFalse(page.contains("fio"));
    }
}
