/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** HTTP dates, which count whole seconds (RFC 9110, section 5.6.7). */
final class HttpDate {
    // Texts of our own: those of the JDK depend on its locale data.
    private static final Map<Long, String> MONTHS =
            texts("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final Map<Long, String> DAYS = texts("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final Map<Long, String> LONG_DAYS =
            texts("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.HOUR_OF_DAY, 2)
            .appendLiteral(':')
            .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
            .appendLiteral(':')
            .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
            .toFormatter(Locale.ROOT);

    /** {@code Sun, 06 Nov 1994 08:49:37 GMT}: the only form that may be sent. */
    private static final DateTimeFormatter IMF_FIXDATE = finish(new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, DAYS)
            .appendLiteral(", ")
            .appendValue(ChronoField.DAY_OF_MONTH, 2)
            .appendLiteral(' ')
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
            .appendLiteral(' ')
            .appendValue(ChronoField.YEAR, 4)
            .appendLiteral(' ')
            .append(TIME)
            .appendLiteral(" GMT"));

    /** {@code Sunday, 06-Nov-94 08:49:37 GMT}; a year more than 50 years ahead is meant to be past. */
    private static final DateTimeFormatter RFC_850 = finish(new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, LONG_DAYS)
            .appendLiteral(", ")
            .appendValue(ChronoField.DAY_OF_MONTH, 2)
            .appendLiteral('-')
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
            .appendLiteral('-')
            .appendValueReduced(ChronoField.YEAR, 2, 2, Year.now(ZoneOffset.UTC).getValue() - 49)
            .appendLiteral(' ')
            .append(TIME)
            .appendLiteral(" GMT"));

    /** {@code Sun Nov  6 08:49:37 1994}. */
    private static final DateTimeFormatter ASCTIME = finish(new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, DAYS)
            .appendLiteral(' ')
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
            .appendLiteral(' ')
            .padNext(2)
            .appendValue(ChronoField.DAY_OF_MONTH)
            .appendLiteral(' ')
            .append(TIME)
            .appendLiteral(' ')
            .appendValue(ChronoField.YEAR, 4));

    private static final List<DateTimeFormatter> FORMS = List.of(IMF_FIXDATE, RFC_850, ASCTIME);

    /** The value of the Date field during one second. */
    private record Now(long epochSecond, String text) {}

    private static volatile Now now = new Now(0, format(0));

    private HttpDate() {}

    /** Returns the date in the form that is sent. */
    static String format(long epochSecond) {
        return IMF_FIXDATE.format(LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC));
    }

    /** Returns the present time in the form that is sent; made anew once a second. */
    static String now() {
        long second = Instant.now().getEpochSecond();
        Now last = now;
        if (last.epochSecond != second) {
            last = new Now(second, format(second));
            now = last;
        }
        return last.text;
    }

    /** Returns the second since 1970, from any of the three forms a recipient must know; empty when it is none of them. */
    static OptionalLong parse(String date) {
        for (DateTimeFormatter form : FORMS) {
            try {
                return OptionalLong.of(LocalDateTime.parse(date, form).toEpochSecond(ZoneOffset.UTC));
            } catch (DateTimeParseException e) {
                // The next form.
            }
        }
        return OptionalLong.empty();
    }

    private static DateTimeFormatter finish(DateTimeFormatterBuilder builder) {
        return builder.toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT)
                .withChronology(IsoChronology.INSTANCE);
    }

    private static Map<Long, String> texts(String... names) {
        Map<Long, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            texts.put(i + 1L, names[i]);
        }
        return texts;
    }
}
