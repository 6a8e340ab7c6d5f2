/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.FileStat;
import java.time.Instant;
import java.util.List;

/**
 * The entity tag of a file (RFC 9110, section 8.8.3). It is strong: size, time and inode change with every new content,
 * whether the file was written in place or replaced. Two that are written in place, of one size and within one tick of the
 * kernel's clock (10 ms at most), or under a time that was set, have the same.
 *
 * @param opaque the tag as it is sent, quotes included
 */
record EntityTag(String opaque) {
    static EntityTag of(FileStat stat) {
        Instant modified = stat.lastModified().toInstant();
        return new EntityTag('"'
                + Long.toHexString(stat.size())
                + '-'
                + Long.toHexString(modified.getEpochSecond())
                + '.'
                + Integer.toHexString(modified.getNano())
                + '-'
                + Long.toHexString(stat.inode())
                + '"');
    }

    /** Weak comparison, for {@code If-None-Match}: a tag matches whether it is marked weak or not. */
    boolean matchesWeakly(List<String> fields) {
        return matches(fields, true);
    }

    /** Strong comparison, for {@code If-Match}: a tag marked weak never matches. */
    boolean matchesStrongly(List<String> fields) {
        return matches(fields, false);
    }

    /** Walks through lists such as {@code W/"a", "b,c"}; what is no tag matches nothing. */
    private boolean matches(List<String> fields, boolean weakToo) {
        for (String field : fields) {
            if (field.equals("*")) {
                return true;
            }
            int at = 0;
            while (at < field.length()) {
                boolean weak = field.startsWith("W/", at);
                int open = weak ? at + 2 : at;
                int close = open < field.length() && field.charAt(open) == '"' ? field.indexOf('"', open + 1) : -1;
                if (close < 0) {
                    at++;
                    continue;
                }
                if ((weakToo || !weak) && opaque.equals(field.substring(open, close + 1))) {
                    return true;
                }
                at = close + 1;
            }
        }
        return false;
    }
}
