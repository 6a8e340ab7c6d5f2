/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A virtual machine with this one's class path: for what is fixed when a process starts, its user and its locale. */
public final class ChildJvm {
    private ChildJvm() {}

    /** Runs a main class with further environment variables; it must end with 0. Returns what it printed. */
    public static String run(Map<String, String> environment, Class<?> main, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(System.getProperty("java.class.path"), main, arguments));
        builder.environment().putAll(environment);
        return Commands.run(builder);
    }

    /** Runs a main class by a launcher such as prlimit(1), which must end with 0. Returns what was printed. */
    public static String run(List<String> launcher, Class<?> main, String... arguments) throws IOException {
        return Commands.run(new ProcessBuilder(command(launcher, main, arguments)));
    }

    /** Runs a main class with further options of the virtual machine; it must end with 0. Returns what it printed. */
    public static String runWith(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = command(System.getProperty("java.class.path"), main, arguments);
        command.addAll(1, options);
        return Commands.run(new ProcessBuilder(command));
    }

    /** Starts a main class; the caller looks after the process. */
    public static Process start(Path output, Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(command(List.of(), main, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Starts a main class that is talked to by its streams; the caller looks after the process. */
    public static Process converse(Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(command(List.of(), main, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static List<String> command(List<String> launcher, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(command(System.getProperty("java.class.path"), main, arguments));
        return command;
    }

    /** Runs a main class as a user without any rights; needs root. {@code scratch} must be reachable for everybody. */
    public static String runAsNobody(Path scratch, Class<?> main, String... arguments) throws IOException {
        return runAsNobody(List.of(), scratch, main, arguments);
    }

    /** Does the same by a launcher such as prlimit(1). */
    public static String runAsNobody(List<String> launcher, Path scratch, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"));
        command.addAll(command(copyClassPath(scratch.resolve("classes")), main, arguments));
        return Commands.run(new ProcessBuilder(command).directory(scratch.toFile()));
    }

    private static List<String> command(String classPath, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-XX:+UseSerialGC", // as it does not live long
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    // The jars may lie in the home of root, which nobody else can enter.
    private static String copyClassPath(Path target) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(entry);
            if (Files.exists(source)) {
                Path copy = target.resolve(String.valueOf(copies.size()));
                copyTree(source, Files.isDirectory(source) ? copy : copy.resolve(source.getFileName()));
                copies.add((Files.isDirectory(source) ? copy : copy.resolve(source.getFileName())).toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copyTree(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = source.equals(file)
                        ? target
                        : target.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
