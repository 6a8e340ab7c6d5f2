/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MimeTypesTest {
    @ParameterizedTest
    @CsvSource({
        "index.html, text/html; charset=utf-8",
        "A.TXT, text/plain; charset=utf-8",
        "a.min.js, text/javascript; charset=utf-8",
        "a.css, text/css; charset=utf-8",
        "a.json, application/json",
        "a.png, image/png",
        "a.svg, image/svg+xml",
        "a.wasm, application/wasm",
        "a.woff2, font/woff2",
        "a.tar.gz, application/gzip",
        "a, application/octet-stream",
        "a., application/octet-stream",
        "a.unheard-of, application/octet-stream"
    })
    void goesByTheLastExtension(String name, String type) throws IOException {
        assertEquals(type, MimeTypes.load().of(name));
    }
}
