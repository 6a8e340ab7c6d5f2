/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import java.util.regex.Pattern;

/** The syntax of a Host field: {@code uri-host [ ":" port ]} (RFC 9110, section 7.2, and RFC 3986, section 3.2.2). */
final class HostField {
    /** Possessive: java.util.regex repeats a group that may go back by recursion, and a long name overflows the stack. */
    private static final Pattern VALUE = Pattern.compile(
            "(?:\\[[0-9A-Za-z:.%_~!$&'()*+,;=-]++\\]|(?:[0-9A-Za-z._~!$&'()*+,;=-]++|%[0-9A-Fa-f]{2})*+)(?::[0-9]*+)?");

    private HostField() {}

    /** Returns whether it is a host and perhaps a port; the empty value is, for targets without authority. */
    static boolean isValid(String value) {
        return VALUE.matcher(value).matches();
    }
}
