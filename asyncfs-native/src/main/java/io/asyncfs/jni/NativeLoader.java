/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.jni;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** Finds the native library and hands it to the virtual machine. */
final class NativeLoader {
    static final String PATH_PROPERTY = "io.asyncfs.native.path";
    static final String WORKDIR_PROPERTY = "io.asyncfs.native.workdir";

    private NativeLoader() {}

    static void load() throws IOException {
        String explicit = System.getProperty(PATH_PROPERTY);
        if (explicit == null) {
            loadResource("META-INF/native/" + fileName());
            return;
        }
        Path file = path(PATH_PROPERTY, explicit);
        if (!Files.isRegularFile(file)) {
            throw new UnsatisfiedLinkError("-D" + PATH_PROPERTY + "=" + explicit + " names no file");
        }
        loadFile(file, "-D" + PATH_PROPERTY);
    }

    /** Returns the name of the library for this system; CPUs are called as os-maven-plugin calls them. */
    static String fileName() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String os = name.startsWith("mac") ? "osx" : name.startsWith("windows") ? "windows" : name;
        String cpu =
                switch (arch) {
                    case "amd64" -> "x86_64";
                    case "aarch64" -> "aarch_64";
                    default -> arch;
                };
        String suffix =
                switch (os) {
                    case "windows" -> ".dll";
                    case "osx" -> ".dylib";
                    default -> ".so";
                };
        return "libasyncfs_" + NativeAbi.VERSION + "_" + os + "_" + cpu + suffix;
    }

    private static void loadResource(String resource) throws IOException {
        try (InputStream in = open(resource)) {
            if (in == null) {
                throw new UnsatisfiedLinkError(
                        "no " + resource + " on the class path or module path: the native jar for "
                                + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                                + " is missing, or was built on a machine without a C compiler");
            }
            Path copy = unpack(in, resource);
            try {
                // access(2) answers EACCES for a file with the x bit only if its mount has none.
                if (!Files.isExecutable(copy)) {
                    throw new UnsatisfiedLinkError(copy.getParent()
                            + " is mounted noexec: name a directory that is not by -D" + WORKDIR_PROPERTY + "=DIR");
                }
                loadFile(copy, resource);
            } finally {
                delete(copy);
            }
        }
    }

    /** Asks the class loader, not the class: in a module path the library is in a jar, and so a module, of its own. */
    private static InputStream open(String resource) {
        ClassLoader loader = NativeLoader.class.getClassLoader();
        return loader == null ? ClassLoader.getSystemResourceAsStream(resource) : loader.getResourceAsStream(resource);
    }

    private static Path unpack(InputStream in, String resource) throws IOException {
        String workdir = System.getProperty(WORKDIR_PROPERTY);
        Path directory = workdir != null
                ? path(WORKDIR_PROPERTY, workdir)
                : path("java.io.tmpdir", System.getProperty("java.io.tmpdir"));
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        Path copy;
        try {
            copy = Files.createTempFile(
                    directory, name.substring(0, dot) + "_", name.substring(dot), ownerOnly(directory));
        } catch (IOException e) {
            throw new IOException(
                    "cannot unpack the native library into " + directory + " (" + e + "): name another directory by -D"
                            + WORKDIR_PROPERTY + "=DIR",
                    e);
        }
        try (OutputStream out = Files.newOutputStream(copy)) {
            in.transferTo(out);
            return copy;
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /** Nobody else may swap the file before it is loaded. Windows' temporary directory is the user's own. */
    private static FileAttribute<?>[] ownerOnly(Path directory) {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        };
    }

    private static void loadFile(Path file, String origin) {
        try {
            System.load(file.toString());
        } catch (NoSuchMethodError | NoClassDefFoundError e) {
            // From JNI_OnLoad: the tables in the library name a class or method that is not here.
            throw linkError(
                    origin + " (" + file + ") and the classes of io.asyncfs.jni are not of the same version", e);
        } catch (UnsatisfiedLinkError e) {
            throw linkError("cannot load " + origin, e);
        }
    }

    private static UnsatisfiedLinkError linkError(String message, Throwable cause) {
        UnsatisfiedLinkError error = new UnsatisfiedLinkError(message + ": " + cause.getMessage());
        error.initCause(cause);
        return error;
    }

    private static Path path(String property, String value) {
        try {
            return Path.of(value).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw linkError("-D" + property + " is not a path", e);
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            // Windows keeps a loaded library until the process ends.
            copy.toFile().deleteOnExit();
        }
    }
}
