/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.work;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people type them. */
public final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg]?)");

    private Sizes() {}

    /** Returns the bytes of {@code 4k}, {@code 1m} or {@code 512}; 0 for what is no size, or too large. */
    public static int parse(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return 0;
        }
        int shift = size.group(2).isEmpty() ? 0 : 10 * ("kmg".indexOf(size.group(2)) + 1);
        long bytes = Long.parseLong(size.group(1)) << shift;
        return bytes > Integer.MAX_VALUE ? 0 : (int) bytes;
    }
}
