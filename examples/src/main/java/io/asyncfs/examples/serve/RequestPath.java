/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The file that a request target names. Percent escapes are decoded exactly once, after the path was split at its slashes,
 * so no escape can add a separator; a name that could mean another directory is not found. What is left is a list of plain
 * names, to be opened below the root.
 *
 * @param names decoded; none for the root
 * @param directory whether the path ended with a slash
 * @param query as it was sent, with its question mark; empty when there is none
 */
record RequestPath(List<String> names, boolean directory, String query) {
    private static final String INDEX = "index.html";
    private static final String WELL_KNOWN = ".well-known";

    /** Bytes of a name and of a path on every file system of Linux (limits.h); no longer one is there. */
    private static final int NAME_MAX = 255;

    private static final int PATH_MAX = 4096;

    /** What a path may hold unescaped: RFC 3986, {@code pchar} without {@code pct-encoded}, letters and digits aside. */
    private static final String PUNCTUATION = "-._~!$&'()*+,;=:@";

    /**
     * Reads the target of a GET or HEAD request, in origin or absolute form (RFC 9112, section 3.2).
     *
     * @param target one char per byte that was sent
     * @throws HttpError 400 when it is malformed, 404 when no file can have that name
     */
    static RequestPath parse(String target) throws HttpError {
        String local = target.startsWith("/") ? target : afterAuthority(target);
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '#') {
                throw HttpError.badRequest("the request target has a character that must be escaped");
            }
        }
        int question = local.indexOf('?');
        String path = question < 0 ? local : local.substring(0, question);
        List<String> names = new ArrayList<>();
        for (String part : path.split("/")) {
            // Doubled slashes are one, as on the file system; so no answer of ours starts with two, which names a host.
            if (!part.isEmpty()) {
                names.add(decode(part));
            }
        }
        int bytes = 0;
        for (String name : names) {
            refuseUnservable(name);
            int length = name.getBytes(StandardCharsets.UTF_8).length;
            bytes += 1 + length;
            if (length > NAME_MAX || bytes >= PATH_MAX) {
                throw HttpError.notFound();
            }
        }
        return new RequestPath(
                List.copyOf(names),
                path.isEmpty() || path.endsWith("/"),
                question < 0 ? "" : local.substring(question));
    }

    /**
     * Returns the file to open, relative to the root.
     *
     * @throws HttpError 404 when the file system cannot spell the name
     */
    Path file() throws HttpError {
        List<String> file = new ArrayList<>(names);
        if (directory) {
            file.add(INDEX);
        }
        try {
            return Path.of("", file.toArray(String[]::new));
        } catch (InvalidPathException e) {
            throw HttpError.notFound();
        }
    }

    /** Returns the path with the slash that a directory has, and the query: the target of a redirect. */
    String withSlash() {
        StringBuilder location = new StringBuilder("/");
        for (String name : names) {
            encode(name, location);
            location.append('/');
        }
        for (int i = 0; i < query.length(); i++) {
            appendByte(query.charAt(i), query.charAt(i) < 0x80, location);
        }
        return location.toString();
    }

    private static String afterAuthority(String target) throws HttpError {
        String lower = target.toLowerCase(Locale.ROOT);
        int authority = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
        if (authority < 0) {
            throw HttpError.badRequest("the request target must start with a slash or http://");
        }
        int end = authority;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        if (!HostField.isValid(target.substring(authority, end)) || end == authority) {
            throw HttpError.badRequest("the request target names no valid host");
        }
        String rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private static String decode(String part) throws HttpError {
        byte[] bytes = new byte[part.length()];
        int length = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                int high = i + 2 < part.length() ? Character.digit(part.charAt(i + 1), 16) : -1;
                int low = i + 2 < part.length() ? Character.digit(part.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw HttpError.badRequest("the path has a percent sign without two hexadecimal digits");
                }
                c = (char) (high << 4 | low);
                i += 2;
            }
            if (c == 0) {
                throw HttpError.badRequest("the path has a zero byte");
            }
            bytes[length++] = (byte) c;
        }
        try {
            // This decoder, unlike new String, reports what is malformed; overlong forms and surrogates are.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw HttpError.badRequest("the path is not UTF-8");
        }
    }

    private static void refuseUnservable(String name) throws HttpError {
        boolean hidden = name.startsWith(".") && !name.equals(WELL_KNOWN);
        if (hidden || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw HttpError.notFound();
        }
    }

    private static void encode(String name, StringBuilder to) {
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            appendByte(c, plain || PUNCTUATION.indexOf(c) >= 0, to);
        }
    }

    private static void appendByte(char b, boolean plain, StringBuilder to) {
        if (plain) {
            to.append(b);
        } else {
            to.append('%')
                    .append(Character.toUpperCase(Character.forDigit(b >> 4, 16)))
                    .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
        }
    }
}
