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
import org.apache.lucene.store.NativeFSLockFactory;
import org.apache.lucene.tests.store.BaseLockFactoryTestCase;

/** Lucene's own tests of locks, of those that are file locks. */
public class NativeLockCases extends BaseLockFactoryTestCase {
    /** Created by JUnit. */
    public NativeLockCases() {}

    @Override
    protected Directory getDirectory(Path path) throws IOException {
        return new NIOFSDirectory(path, NativeFSLockFactory.INSTANCE);
    }
}
