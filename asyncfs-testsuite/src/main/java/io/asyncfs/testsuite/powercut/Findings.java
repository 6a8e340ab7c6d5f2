/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.powercut;

import java.util.ArrayList;
import java.util.List;

/**
 * What a file holds after a power cut.
 *
 * @param whole how many records are there, up to the first that is not
 * @param tail whether a torn record follows them
 * @param lost what contradicts the acknowledgements; empty if nothing was lost
 */
public record Findings(int whole, boolean tail, List<String> lost) {
    /** Looks at a file of which the first {@code acknowledged} records had been acknowledged. */
    public static Findings of(Records records, int acknowledged, byte[] file) {
        List<String> lost = new ArrayList<>();
        int whole = 0;
        boolean tail = false;
        boolean gap = false;
        for (int number = 0; number < records.count(); number++) {
            Records.State state = records.state(number, file);
            if (state == Records.State.WHOLE) {
                whole += gap ? 0 : 1;
                continue;
            }
            tail |= !gap && state == Records.State.TORN;
            gap = true;
            if (number < acknowledged) {
                lost.add("record " + number + " of " + acknowledged + " that were acknowledged is " + state);
            } else if (state == Records.State.WRONG) {
                lost.add("record " + number + " is " + state);
            }
        }
        if (file.length > records.position(records.count())) {
            lost.add("the file has " + file.length + " bytes, of " + records.position(records.count())
                    + " ever written");
        }
        return new Findings(whole, tail, lost);
    }
}
