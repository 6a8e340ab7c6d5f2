/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import io.asyncfs.BackendStatus;

/** What there is to say of a backend that has a name but no class here: of another system, or of a port that is to come. */
final class AbsentBackend {
    private static final String NOT_THERE = "this version of asyncfs has no such backend";

    private AbsentBackend() {}

    /**
     * Says why it is not here.
     *
     * @param system the system property {@code os.name}
     */
    static BackendStatus of(String name, String system) {
        boolean isMac = system.startsWith("Mac"); // "Mac OS X"
        return switch (name) {
            case "kqueue_aio" -> absent(name, "FreeBSD or macOS", isMac || system.equals("FreeBSD"), system);
            case "iocp" -> absent(name, "Windows", system.startsWith("Windows"), system); // "Windows 11"
            default ->
                system.equals("Linux")
                        ? new BackendStatus(
                                name,
                                false,
                                "its module is not on the class path",
                                "add asyncfs-epoll-uring, and asyncfs-native with the classifier of this system")
                        : absent(name, "Linux", false, system);
        };
    }

    private static BackendStatus absent(String name, String needed, boolean isHere, String system) {
        String cause = isHere ? NOT_THERE : "needs " + needed + ", this is " + system;
        return new BackendStatus(name, false, cause, null);
    }
}
