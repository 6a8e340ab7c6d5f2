/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a file that a Range field asks for (RFC 9110, section 14.1.2).
 *
 * @param kind whether there is a part to send
 * @param first position of its first byte
 * @param length bytes; 1 or more
 */
record ByteRange(Kind kind, long first, long length) {
    enum Kind {
        /** Send the whole file: no range, not in bytes, malformed, or several. */
        IGNORED,
        /** Send the part. */
        PARTIAL,
        /** 416. */
        UNSATISFIABLE
    }

    private static final ByteRange IGNORED = new ByteRange(Kind.IGNORED, 0, 0);
    private static final ByteRange UNSATISFIABLE = new ByteRange(Kind.UNSATISFIABLE, 0, 0);
    private static final String UNIT = "bytes=";

    /**
     * Reads the field for a file of {@code size} bytes. Several ranges are answered with the whole file, as section 14.2
     * allows: no multipart answers.
     *
     * @param fields all Range fields of the request
     */
    static ByteRange parse(List<String> fields, long size) {
        if (fields.size() != 1 || !fields.get(0).regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return IGNORED;
        }
        List<String> specs = new ArrayList<>();
        for (String spec : fields.get(0).substring(UNIT.length()).split(",", -1)) {
            if (!spec.isBlank()) {
                specs.add(spec.strip());
            }
        }
        return specs.size() == 1 ? single(specs.get(0), size) : IGNORED;
    }

    /** {@code bytes 0-99/1000}. */
    String contentRange(long size) {
        return "bytes " + first + '-' + (first + length - 1) + '/' + size;
    }

    private static ByteRange single(String spec, long size) {
        int dash = spec.indexOf('-');
        if (dash < 0) {
            return IGNORED;
        }
        String before = spec.substring(0, dash);
        String after = spec.substring(dash + 1);
        if (!isDigits(before) || !isDigits(after) || (before.isEmpty() && after.isEmpty())) {
            return IGNORED;
        }
        if (before.isEmpty()) {
            return suffix(number(after), size);
        }
        long first = number(before);
        long last = after.isEmpty() ? Long.MAX_VALUE : number(after);
        if (last < first) {
            return IGNORED;
        }
        if (first >= size) {
            return UNSATISFIABLE;
        }
        return new ByteRange(Kind.PARTIAL, first, Math.min(last, size - 1) - first + 1);
    }

    private static ByteRange suffix(long length, long size) {
        if (length == 0) {
            return UNSATISFIABLE;
        }
        // All of an empty file: satisfiable, but Content-Range cannot say it.
        return size == 0 ? IGNORED : new ByteRange(Kind.PARTIAL, Math.max(0, size - length), Math.min(length, size));
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A number too large for a long is larger than any file. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
