/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The open views of one loop. They are linked themselves, as an entry of a concurrent set would take 40 bytes of each idle
 * file's 240. Any thread.
 */
final class ViewList {
    private FileView newest;

    synchronized void add(FileView view) {
        view.older = newest;
        if (newest != null) {
            newest.newer = view;
        }
        newest = view;
    }

    /** Returns false when it is not in it any more. */
    synchronized boolean remove(FileView view) {
        if (view.newer == null && newest != view) {
            return false;
        }
        if (view.newer == null) {
            newest = view.older;
        } else {
            view.newer.older = view.older;
        }
        if (view.older != null) {
            view.older.newer = view.newer;
        }
        view.newer = null;
        view.older = null;
        return true;
    }

    synchronized boolean isEmpty() {
        return newest == null;
    }

    /** Does something with each that is in it now, and may be removed meanwhile. */
    void forEach(Consumer<FileView> action) {
        all().forEach(action);
    }

    private synchronized List<FileView> all() {
        List<FileView> all = new ArrayList<>();
        for (FileView view = newest; view != null; view = view.older) {
            all.add(view);
        }
        return all;
    }
}
