/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.stall;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The system calls of one thread of this process, recorded by strace(1) with the path behind each descriptor. */
final class Trace {
    // pread64(12</srv/file>, ...   The descriptor's path is absolute only for files: sockets, eventfds, rings
    // and
    // epoll have names such as socket:[17] and anon_inode:[eventpoll].
    private static final Pattern CALL = Pattern.compile("^(?<name>\\w+)\\((?<args>.*)");
    private static final Pattern FIRST_FILE = Pattern.compile("^\\d+<(?<path>/[^>]*)>.*");

    /** Calls that take a path, or are about files whatever the descriptor. */
    private static final Pattern ABOUT_FILES =
            Pattern.compile("open(at2?)?|creat|[lf]?stat(fs|x)?(64)?|newfstatat|fstatfs|faccessat2?|access"
                    + "|readlink(at)?|getdents(64)?|f(data)?sync|sync(fs|_file_range)?|f?truncate|fallocate|rename(at2?)?"
                    + "|unlink(at)?|mkdir(at)?|rmdir|link(at)?|symlink(at)?|f?ch(mod|own)(at)?|utimensat|sendfile|copy_file_range"
                    + "|lseek|flock|chdir|io_submit|io_getevents");

    private static final Pattern TRANSFER = Pattern.compile("p?(read|write)(v2?|64)?|close|fadvise64|readahead|splice");

    /** The virtual machine reads classes from the class path on the thread that first uses them. */
    private static final Pattern CLASS_LOADING = Pattern.compile(".*(\\.class\"|\\.jar[>\"]|/lib/modules[>\"]).*");

    private final Process strace;
    private final Path output;

    private Trace(Process strace, Path output) {
        this.strace = strace;
        this.output = output;
    }

    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin/strace"));
    }

    /** Starts to trace a thread, by its id, and returns when that is in effect. */
    static Trace start(long threadId, Path output, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("strace", "-y", "-s", "0", "-o", output.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-p", String.valueOf(threadId)));
        Process strace = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader said = strace.inputReader();
        String line = said.readLine();
        if (line == null || !line.contains("attached")) {
            strace.destroy();
            throw new IOException("strace: " + line);
        }
        return new Trace(strace, output);
    }

    /** Ends the trace and returns the calls, one a line. */
    List<String> end() throws IOException, InterruptedException {
        strace.destroy();
        if (!strace.waitFor(30, TimeUnit.SECONDS)) {
            throw new IOException("strace does not end");
        }
        return Files.readAllLines(output);
    }

    /** Returns the calls that can wait for a file system. */
    static List<String> fileCalls(List<String> calls) {
        return calls.stream().filter(Trace::canWaitForAFile).toList();
    }

    private static boolean canWaitForAFile(String line) {
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
            return false;
        }
        String name = call.group("name");
        String args = call.group("args");
        if ((name.equals("preadv2") && args.contains("RWF_NOWAIT"))
                || CLASS_LOADING.matcher(args).matches()) {
            return false;
        }
        if (ABOUT_FILES.matcher(name).matches()) {
            return true;
        }
        Matcher file = FIRST_FILE.matcher(args);
        return TRANSFER.matcher(name).matches() && file.matches();
    }
}
