/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.libraries;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.tests.store.BaseDirectoryTestCase;

/** Lucene's own tests of a directory, of the one that reads by positional calls. */
public class NioDirectoryCases extends BaseDirectoryTestCase {
    /** Created by JUnit. */
    public NioDirectoryCases() {}

    @Override
    protected Directory getDirectory(Path path) throws IOException {
        return new NIOFSDirectory(path);
    }
}
