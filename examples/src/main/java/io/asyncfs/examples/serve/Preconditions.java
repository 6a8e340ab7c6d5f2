/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.OptionalLong;

/** The conditions of a GET or HEAD request for a file that exists, in the order of RFC 9110, section 13.2.2. */
final class Preconditions {
    /** What to answer. */
    enum Outcome {
        /** The file. */
        PROCEED,
        /** 304. */
        NOT_MODIFIED,
        /** 412. */
        FAILED
    }

    private final HttpHeaders request;
    private final EntityTag tag;
    private final long modified;

    /**
     * Takes both validators of the file.
     *
     * @param modified seconds since 1970
     */
    Preconditions(HttpHeaders request, EntityTag tag, long modified) {
        this.request = request;
        this.tag = tag;
        this.modified = modified;
    }

    Outcome evaluate() {
        List<String> ifMatch = request.getAll(HttpHeaderNames.IF_MATCH);
        if (!ifMatch.isEmpty()) {
            if (!tag.matchesStrongly(ifMatch)) {
                return Outcome.FAILED;
            }
        } else if (modifiedAfter(HttpHeaderNames.IF_UNMODIFIED_SINCE, false)) {
            return Outcome.FAILED;
        }
        List<String> ifNoneMatch = request.getAll(HttpHeaderNames.IF_NONE_MATCH);
        if (!ifNoneMatch.isEmpty()) {
            return tag.matchesWeakly(ifNoneMatch) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
        }
        return modifiedAfter(HttpHeaderNames.IF_MODIFIED_SINCE, true) ? Outcome.PROCEED : Outcome.NOT_MODIFIED;
    }

    /**
     * Returns whether a Range field counts (RFC 9110, section 13.1.5). A date must be the file's own to the second, and that
     * second be over: within it the file may change again under the same date.
     *
     * @param now seconds since 1970
     */
    boolean rangeApplies(long now) {
        String ifRange = request.get(HttpHeaderNames.IF_RANGE);
        if (ifRange == null) {
            return true;
        }
        OptionalLong date = HttpDate.parse(ifRange);
        if (date.isPresent()) {
            return date.getAsLong() == modified && modified < now;
        }
        return tag.opaque().equals(ifRange);
    }

    /** A field that is missing, repeated or no date is as if it were not there. */
    private boolean modifiedAfter(CharSequence field, boolean otherwise) {
        List<String> values = request.getAll(field);
        OptionalLong date = values.size() == 1 ? HttpDate.parse(values.get(0)) : OptionalLong.empty();
        return date.isPresent() ? modified > date.getAsLong() : otherwise;
    }
}
