/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.asyncfs.benchmarks.Shell;
import io.asyncfs.benchmarks.TemporaryFiles;
import io.asyncfs.benchmarks.engine.Engines;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Pass;
import io.asyncfs.benchmarks.work.Workload;
import io.asyncfs.benchmarks.work.WrongBytesException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** An engine in a virtual machine of its own. */
final class WorkerProcess implements Contender {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** More than a job takes besides its own time: to open thousands of files, and write back what is dirty. */
    private static final double PATIENCE_SECONDS = 60;

    private final String name;
    private final List<String> options;
    private final double patienceSeconds;
    private final String backend;
    private final Process process;
    private final Path log;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private boolean hasEnded; // before it was told to; who asked knows

    /** Starts an engine; fails with the reason when there is no such engine here. */
    WorkerProcess(String name) throws IOException {
        this(name, Shell.javaOptions());
    }

    /** Takes options for its virtual machine, too. */
    WorkerProcess(String name, List<String> options) throws IOException {
        this(name, options, PATIENCE_SECONDS);
    }

    /** Takes how much longer than it is told to work it may take, too. */
    WorkerProcess(String name, List<String> options, double patienceSeconds) throws IOException {
        this.name = name;
        this.options = options;
        this.patienceSeconds = patienceSeconds;
        log = TemporaryFiles.file(".log");
        process = start();
        orders = new BufferedWriter(process.outputWriter(StandardCharsets.UTF_8));
        answers = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        try {
            backend = within(patienceSeconds, this::answer).backend();
        } catch (IOException e) {
            end(e);
            throw e;
        }
    }

    private Process start() throws IOException {
        try {
            return new ProcessBuilder(command(System.getProperty("java.class.path")))
                    .redirectError(log.toFile())
                    .start();
        } catch (IOException e) {
            TemporaryFiles.delete(log);
            throw e;
        }
    }

    /**
     * The heap is there from the start: the first pass through a fresh one takes a page fault for every 4 KiB of garbage, which
     * took 14 % off an engine that makes 56 bytes an operation, for its first ten seconds. What the virtual machine has to say
     * goes to the log, as standard output is for answers.
     */
    private List<String> command(String classPath) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dio.netty.leakDetection.level=disabled",
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch"));
        command.addAll(options);
        command.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
        command.addAll(Engines.jvmOptions(name));
        command.addAll(List.of("-cp", classPath, Worker.class.getName(), name));
        return command;
    }

    private interface Wait<T> {
        T get() throws IOException;
    }

    /** Waits so long for the virtual machine, and then ends it and says where it was. */
    private <T> T within(double seconds, Wait<T> wait) throws IOException {
        StringBuffer where = new StringBuffer();
        try (Deadline deadline = new Deadline(process, seconds, () -> where.append(Stacks.of(pid())))) {
            try {
                return wait.get();
            } catch (IOException e) {
                if (!deadline.hasPassed()) {
                    throw e;
                }
                throw new IOException(
                        String.format(Locale.ROOT, "%s: not done after %.0f s; its threads: %s", name, seconds, where),
                        e);
            }
        }
    }

    private Answer answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            hasEnded = true;
            throw new IOException(name + ": its virtual machine ended: " + reason());
        }
        Answer answer = parse(line);
        if (answer.wrongBytes()) {
            throw new WrongBytesException(name + ": " + answer.error());
        }
        if (answer.error() != null) {
            throw new IOException(name + ": " + answer.error());
        }
        return answer;
    }

    private Answer parse(String line) throws IOException {
        try {
            return Objects.requireNonNull(GSON.fromJson(line, Answer.class));
        } catch (JsonParseException | NullPointerException e) {
            throw new IOException(name + ": expected an answer of its virtual machine, got: " + line, e);
        }
    }

    /** The line that says what was thrown, else the last. */
    private String reason() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.stream()
                .filter(line -> line.startsWith("Exception in thread") || line.startsWith("Caused by: "))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
    }

    long pid() {
        return process.pid();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public boolean supports(Workload workload) {
        return Matrix.supports(name, workload);
    }

    /** With the order that it gets, on its standard input; the class path is this command's own, and as long as a page. */
    @Override
    public String commandLine(Job job, double seconds) {
        String order = GSON.toJson(new Order(job, Pass.timed(seconds)));
        return Shell.line(List.of("printf", "%s\\n", order)) + " | " + Shell.line(command("CLASSPATH"));
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    @Override
    public Measurement run(Job job, double seconds) throws IOException {
        return order(new Order(job, Pass.timed(seconds)));
    }

    @Override
    public boolean verify(Job job, double seconds) throws IOException {
        order(new Order(job, Pass.checking(seconds)));
        return true;
    }

    @Override
    public Double countCalls(Job job, double seconds) throws IOException {
        try (CallCounter counter = CallCounter.attach(pid())) {
            long ops = order(new Order(job, Pass.timed(seconds))).ops();
            return counter == null ? null : CallCounter.perOperation(counter.stop(), ops);
        }
    }

    private Measurement order(Order order) throws IOException {
        try {
            orders.write(GSON.toJson(order));
            orders.newLine();
            orders.flush();
        } catch (IOException e) {
            // It has ended; why, is in its log.
        }
        return within(patienceSeconds + order.pass().seconds(), this::answer).measurement();
    }

    /** Fails when the engine cannot be closed, or its virtual machine does not end. */
    @Override
    public void close() throws IOException {
        try {
            orders.close();
        } catch (IOException e) {
            // It has ended.
        }
        try {
            within(patienceSeconds, this::awaitEnd);
        } finally {
            TemporaryFiles.delete(log);
        }
    }

    private Integer awaitEnd() throws IOException {
        while (answers.readLine() != null) {
            // It has no more to say.
        }
        try {
            int code = process.waitFor();
            if (code != 0 && !hasEnded) {
                throw new IOException(name + ": its virtual machine ended with " + code + ": " + reason());
            }
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void end(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
