/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
    /** The example of RFC 9110, section 5.6.7. */
    private static final long EXAMPLE = 784111777;

    @Test
    void formatsAsImfFixdate() {
        assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.format(EXAMPLE));
        assertEquals("Thu, 01 Jan 1970 00:00:00 GMT", HttpDate.format(0));
        assertEquals("Wed, 31 Dec 1969 23:59:59 GMT", HttpDate.format(-1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void readsTheThreeForms(String date) {
        assertEquals(OptionalLong.of(EXAMPLE), HttpDate.parse(date));
    }

    /** "MUST interpret a timestamp that appears to be more than 50 years in the future as [...] in the past". */
    @Test
    void readsTwoDigitYearsWithin50Years() {
        int year = Year.now(ZoneOffset.UTC).getValue();
        for (int expected : new int[] {year - 49, year - 1, year, year + 50}) {
            LocalDate day = LocalDate.of(expected, 1, 1);
            String weekday = day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            String date = "%s, 01-Jan-%02d 00:00:00 GMT".formatted(weekday, expected % 100);
            assertEquals(OptionalLong.of(day.toEpochDay() * 86400), HttpDate.parse(date), date);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "yesterday",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 CET",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 25:00:00 GMT",
                "Sun, 06 nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT; length=5"
            })
    void refusesWhatIsNoDate(String text) {
        assertEquals(OptionalLong.empty(), HttpDate.parse(text));
    }

    @Test
    void nowIsADateOfThisSecondOrTheLast() {
        long before = System.currentTimeMillis() / 1000;
        long now = HttpDate.parse(HttpDate.now()).orElseThrow();
        long after = System.currentTimeMillis() / 1000;
        assertTrue(before <= now && now <= after, before + " <= " + now + " <= " + after);
    }
}
