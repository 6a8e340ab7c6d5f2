/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.asyncfs.FileKind;
import io.asyncfs.FileStat;
import io.asyncfs.examples.serve.Preconditions.Outcome;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PreconditionsTest {
    private static final long MODIFIED = 784111777;
    private static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
    private static final String THEN = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";
    private static final EntityTag TAG = new EntityTag("\"xyzzy\"");

    @Test
    void proceedsWithoutConditions() {
        assertEquals(Outcome.PROCEED, evaluate());
    }

    @Test
    void ifMatchComparesStrongly() {
        assertEquals(Outcome.PROCEED, evaluate("If-Match", "\"xyzzy\""));
        assertEquals(Outcome.PROCEED, evaluate("If-Match", "\"a\", \"xyzzy\""));
        assertEquals(Outcome.PROCEED, evaluate("If-Match", "*"));
        assertEquals(Outcome.FAILED, evaluate("If-Match", "\"a\""));
        assertEquals(Outcome.FAILED, evaluate("If-Match", "W/\"xyzzy\""));
        assertEquals(Outcome.FAILED, evaluate("If-Match", "xyzzy"));
    }

    @Test
    void ifNoneMatchComparesWeakly() {
        assertEquals(Outcome.NOT_MODIFIED, evaluate("If-None-Match", "\"xyzzy\""));
        assertEquals(Outcome.NOT_MODIFIED, evaluate("If-None-Match", "W/\"xyzzy\""));
        assertEquals(Outcome.NOT_MODIFIED, evaluate("If-None-Match", "\"a,b\",W/\"c\" , \"xyzzy\""));
        assertEquals(Outcome.NOT_MODIFIED, evaluate("If-None-Match", "*"));
        assertEquals(Outcome.NOT_MODIFIED, evaluate("If-None-Match", "\"a\"", "If-None-Match", "\"xyzzy\""));
        assertEquals(Outcome.PROCEED, evaluate("If-None-Match", "\"a\", \"b\""));
        assertEquals(Outcome.PROCEED, evaluate("If-None-Match", "\"a\"xyzzy\""));
    }

    @Test
    void datesCompareBySecond() {
        assertEquals(Outcome.NOT_MODIFIED, evaluate("If-Modified-Since", THEN));
        assertEquals(Outcome.NOT_MODIFIED, evaluate("If-Modified-Since", AFTER));
        assertEquals(Outcome.PROCEED, evaluate("If-Modified-Since", BEFORE));
        assertEquals(Outcome.PROCEED, evaluate("If-Unmodified-Since", THEN));
        assertEquals(Outcome.PROCEED, evaluate("If-Unmodified-Since", AFTER));
        assertEquals(Outcome.FAILED, evaluate("If-Unmodified-Since", BEFORE));
    }

    @Test
    void malformedAndRepeatedDatesAreIgnored() {
        assertEquals(Outcome.PROCEED, evaluate("If-Modified-Since", "soon"));
        assertEquals(Outcome.PROCEED, evaluate("If-Unmodified-Since", "soon"));
        assertEquals(Outcome.PROCEED, evaluate("If-Modified-Since", THEN, "If-Modified-Since", THEN));
        assertEquals(Outcome.PROCEED, evaluate("If-Unmodified-Since", BEFORE, "If-Unmodified-Since", BEFORE));
    }

    /** RFC 9110, section 13.2.2: tags come before dates, and what must hold before what must not. */
    @Test
    void hasThePrecedenceOfTheRfc() {
        assertEquals(Outcome.PROCEED, evaluate("If-Match", "\"xyzzy\"", "If-Unmodified-Since", BEFORE));
        assertEquals(Outcome.FAILED, evaluate("If-Match", "\"a\"", "If-None-Match", "\"xyzzy\""));
        assertEquals(Outcome.PROCEED, evaluate("If-None-Match", "\"a\"", "If-Modified-Since", AFTER));
        assertEquals(Outcome.NOT_MODIFIED, evaluate("If-None-Match", "\"xyzzy\"", "If-Modified-Since", BEFORE));
        assertEquals(Outcome.NOT_MODIFIED, evaluate("If-Match", "\"xyzzy\"", "If-None-Match", "\"xyzzy\""));
        assertEquals(Outcome.FAILED, evaluate("If-Unmodified-Since", BEFORE, "If-None-Match", "\"xyzzy\""));
    }

    @Test
    void ifRangeNeedsTheSameFile() {
        assertEquals(true, rangeApplies(null));
        assertEquals(true, rangeApplies("\"xyzzy\""));
        assertEquals(false, rangeApplies("W/\"xyzzy\""));
        assertEquals(false, rangeApplies("\"a\""));
        assertEquals(true, rangeApplies(THEN));
        assertEquals(false, rangeApplies(BEFORE));
        assertEquals(false, rangeApplies(AFTER));
        assertEquals(false, rangeApplies("soon"));
    }

    @Test
    void ifRangeDoesNotTrustADateWhoseSecondIsNotOver() {
        HttpHeaders headers = new DefaultHttpHeaders().add("If-Range", THEN);
        assertEquals(false, new Preconditions(headers, TAG, MODIFIED).rangeApplies(MODIFIED));
        assertEquals(true, new Preconditions(headers, TAG, MODIFIED).rangeApplies(MODIFIED + 1));
    }

    @Test
    void tagsDifferBySizeTimeAndInode() {
        EntityTag tag = EntityTag.of(stat(5, 7, 1_000_000_001));
        assertEquals(tag, EntityTag.of(stat(5, 7, 1_000_000_001)));
        assertNotEquals(tag, EntityTag.of(stat(6, 7, 1_000_000_001)));
        assertNotEquals(tag, EntityTag.of(stat(5, 8, 1_000_000_001)));
        assertNotEquals(tag, EntityTag.of(stat(5, 7, 1_000_000_002)));
    }

    private static FileStat stat(long size, long inode, long nanos) {
        FileTime modified = FileTime.from(Instant.ofEpochSecond(0, nanos));
        return new FileStat(FileKind.REGULAR, size, inode, 1, 0, modified);
    }

    private static boolean rangeApplies(String ifRange) {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (ifRange != null) {
            headers.add("If-Range", ifRange);
        }
        return new Preconditions(headers, TAG, MODIFIED).rangeApplies(MODIFIED + 100);
    }

    private static Outcome evaluate(String... namesAndValues) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Preconditions(headers, TAG, MODIFIED).evaluate();
    }
}
