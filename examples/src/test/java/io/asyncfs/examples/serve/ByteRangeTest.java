/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.asyncfs.examples.serve.ByteRange.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        // RFC 9110, section 14.1.2, of a representation of 10000 bytes.
        "bytes=0-499, 10000, 0, 500",
        "bytes=500-999, 10000, 500, 500",
        "bytes=-500, 10000, 9500, 500",
        "bytes=9500-, 10000, 9500, 500",
        "bytes=0-0, 10000, 0, 1",
        "bytes=9999-9999, 10000, 9999, 1",
        "bytes=9000-20000, 10000, 9000, 1000",
        "bytes=-20000, 10000, 0, 10000",
        "bytes=0-, 10000, 0, 10000",
        "BYTES=1-2, 10000, 1, 2",
        "bytes=4294967296-4294967299, 5368709120, 4294967296, 4",
        "bytes=-1, 5368709120, 5368709119, 1",
        "bytes=5-99999999999999999999999, 10, 5, 5"
    })
    void selects(String field, long size, long first, long length) {
        assertEquals(new ByteRange(Kind.PARTIAL, first, length), ByteRange.parse(List.of(field), size));
    }

    @Test
    void selectsTheOnlyRangeOfAListWithEmptyElements() {
        assertEquals(new ByteRange(Kind.PARTIAL, 1, 2), ByteRange.parse(List.of("bytes= ,1-2,"), 10));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=10000-, 10000",
        "bytes=10000-10001, 10000",
        "bytes=99999999999999999999999-, 10000",
        "bytes=-0, 10000",
        "bytes=0-, 0",
        "bytes=0-0, 0"
    })
    void cannotSatisfy(String field, long size) {
        assertEquals(Kind.UNSATISFIABLE, ByteRange.parse(List.of(field), size).kind());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0,5-6",
                "bytes=2-1",
                "bytes=-",
                "bytes=",
                "bytes=a-b",
                "bytes=1--2",
                "bytes=+1-2",
                "bytes 1-2",
                "lines=1-2",
                "bytes=0x1-2",
                "bytes=1 - 2",
                "bytes=5"
            })
    void ignores(String field) {
        assertEquals(Kind.IGNORED, ByteRange.parse(List.of(field), 10).kind());
    }

    @Test
    void ignoresNoneAndSeveralFieldsAndTheSuffixOfNothing() {
        assertEquals(Kind.IGNORED, ByteRange.parse(List.of(), 10).kind());
        assertEquals(
                Kind.IGNORED,
                ByteRange.parse(List.of("bytes=0-1", "bytes=2-3"), 10).kind());
        assertEquals(Kind.IGNORED, ByteRange.parse(List.of("bytes=-5"), 0).kind());
    }

    @Test
    void saysWhatItIs() {
        assertEquals("bytes 500-999/10000", new ByteRange(Kind.PARTIAL, 500, 500).contentRange(10000));
    }
}
