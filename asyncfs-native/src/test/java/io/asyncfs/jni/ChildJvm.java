/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a main class of the tests in a virtual machine of its own, because the library is loaded once in each. */
final class ChildJvm {
    record Result(int exit, String output) {}

    private ChildJvm() {}

    static Result run(Class<?> main, boolean withLibrary, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        String classPath = rootOf("io/asyncfs/jni/NativeLibrary.class")
                + File.pathSeparator
                + rootOf(main.getName().replace('.', '/') + ".class");
        if (withLibrary) {
            classPath += File.pathSeparator + rootOf("META-INF/native/" + NativeLoader.fileName());
        }
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, main.getName()));
        return execute(command, Map.of());
    }

    static Result execute(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** Returns the directory or jar that a resource is in. */
    static Path rootOf(String resource) throws URISyntaxException {
        URL url = ChildJvm.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new AssertionError("not on the class path: " + resource);
        }
        String text = url.toString();
        String root = text.startsWith("jar:")
                ? text.substring("jar:".length(), text.indexOf("!/"))
                : text.substring(0, text.length() - resource.length());
        return Path.of(new URI(root));
    }
}
