/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.asyncfs.AsyncFile;
import io.asyncfs.AsyncFs;
import io.asyncfs.testsuite.child.OddNames;
import io.asyncfs.testsuite.harness.ChildJvm;
import io.asyncfs.testsuite.harness.Commands;
import io.asyncfs.testsuite.harness.Content;
import io.asyncfs.testsuite.harness.Contract;
import io.asyncfs.testsuite.harness.Tmpfs;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names: whatever the system takes, and a typed error for what it does not. */
@Tag("filesystem")
class NameContract extends Contract {
    // Names as bytes, made by a shell: Java could not spell all of them.
    private static final String MAKE_ODD_NAMES = "cd \"$1\" && for name in plain 'with space' '\\303\\274ber' "
            + "'\\360\\237\\230\\200' 'bad\\377\\376' '\\200' 'cut\\303' 'tab\\there' 'line\\nend' 'quote\"' '%%41' '?' '-dash'; do "
            + "printf abc > \"./$(printf -- \"$name\"; printf x)\"; done";
    private static final int ODD_NAMES = 13;

    @ParameterizedTest
    @ValueSource(strings = {"with space", " leading", "trailing ", "-dash", "%41", "a+b", "#1", "x\ty", "'\"", "..."})
    void oddNamesAreTakenAsTheyAre(String name) throws Exception {
        Path path = path(name);
        AsyncFile file = await(fs().create(loop(), path));
        assertEquals(3, await(file.write(Content.buffer(0, 3), 0)));
        assertContent(path, 3);
        assertEquals(3, await(fs().stat(loop(), path)).size());
        assertEquals(3, await(open(path).size()));
    }

    @Test
    @Tag("posix")
    void aNameMayHaveTwoHundredFiftyFiveBytes() throws Exception {
        Path longest = path("n".repeat(255));
        assertEquals(0, await(await(fs().create(loop(), longest)).size()));
        Path tooLong = path("n".repeat(256));
        FileSystemException failure = failure(FileSystemException.class, fs().create(loop(), tooLong));
        assertTrue(failure.getMessage().contains("ENAMETOOLONG"), failure.getMessage());
        failure(FileSystemException.class, fs().stat(loop(), tooLong));
    }

    @Test
    @Tag("posix")
    void aPathThatIsTooLongFails() {
        Path tooLong = path("d/".repeat(3000) + "f");
        FileSystemException failure = failure(FileSystemException.class, fs().open(loop(), tooLong));
        assertTrue(failure.getMessage().contains("ENAMETOOLONG"), failure.getMessage());
    }

    @Test
    @Tag("posix")
    void aPathOfFourThousandBytesWorks() throws Exception {
        Path deep = dir();
        while (deep.toString().length() < 3900) {
            deep = deep.resolve("d".repeat(Math.min(200, 3950 - deep.toString().length())));
        }
        Files.createDirectories(deep);
        Content.write(deep.resolve("f"), 5);
        assertEquals(5, await(open(deep.resolve("f")).size()));
    }

    @Test
    void aNameWithNulCannotBeSpelled() {
        assertThrows(InvalidPathException.class, () -> fs().open(loop(), dir().resolve("a\0b")));
    }

    @Test
    @Tag("linux")
    void namesThatAreNotTextOpenAsTheyWereListed() throws Exception {
        Commands.run("sh", "-c", MAKE_ODD_NAMES, "sh", dir().toString());
        assertEquals(ODD_NAMES, OddNames.openAll(fs(), dir()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8", "POSIX"})
    @Tag("linux")
    @Tag("process")
    void namesOpenUnderEveryLocale(String locale) throws Exception {
        Commands.run("sh", "-c", MAKE_ODD_NAMES, "sh", dir().toString());
        String output =
                ChildJvm.run(Map.of("LC_ALL", locale), OddNames.class, backend().backend(), dir().toString());
        assertTrue(output.endsWith(ODD_NAMES + " names\n"), output);
    }

    /** It is in the table of mounts, which every instance reads. */
    @Test
    @Tag("mount")
    @Tag("linux")
    void aMountPointIsTakenAsItIs() throws Exception {
        try (Tmpfs mounted = Tmpfs.mount(path("a\rb \n\\040"), "size=64k")) {
            Path path = Content.write(mounted.path("a"), 5);
            AsyncFs fs = fs(settings -> {});
            AsyncFile file = open(fs, path);
            assertEquals(5, await(file.size()));
            assertEquals(5, await(fs.stat(loop(fs), path)).size());
            await(file.close());
        }
    }
}
