/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.benchmarks.compare;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.asyncfs.benchmarks.Shell;
import io.asyncfs.benchmarks.TemporaryFiles;
import io.asyncfs.benchmarks.work.Job;
import io.asyncfs.benchmarks.work.Kind;
import io.asyncfs.benchmarks.work.Measurement;
import io.asyncfs.benchmarks.work.Stamp;
import io.asyncfs.benchmarks.work.Workload;
import io.asyncfs.benchmarks.work.WrongBytesException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** fio(1) with one of its engines, doing the same. */
final class Fio implements Contender {
    private static final double NANOS_PER_MICRO = 1e3;

    /** Much more than it is ever told to work. */
    private static final int PATIENCE_SECONDS = 60;

    private final String name;
    private final String strace;
    private final String version;
    private int recordsPerSync = 1;

    /** Fails when fio is not installed, or cannot use the engine here. */
    Fio(String name) throws IOException {
        this(name, "strace");
    }

    /** Takes the command that counts system calls, too. */
    Fio(String name, String strace) throws IOException {
        this.name = name;
        this.strace = strace;
        version = version();
        probe();
    }

    private static String version() throws IOException {
        return output(List.of("fio", "--version")).strip();
    }

    static boolean isInstalled() {
        try {
            return version().startsWith("fio");
        } catch (IOException e) {
            return false;
        }
    }

    /** The engine may not be compiled in, its library missing, or its system calls forbidden. */
    private void probe() throws IOException {
        Path file = TemporaryFiles.file(".probe");
        try {
            output(List.of(
                    "fio",
                    "--name=probe",
                    "--filename=" + file,
                    "--rw=write",
                    "--bs=" + Stamp.UNIT,
                    "--size=" + Stamp.UNIT,
                    "--ioengine=" + ioEngine(),
                    "--output-format=json"));
        } finally {
            TemporaryFiles.delete(file);
        }
    }

    /** From now on it makes appends durable after so many, as the other side does. */
    void recordsPerSync(int records) {
        recordsPerSync = Math.max(1, records);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String backend() {
        return version + " " + ioEngine();
    }

    private String ioEngine() {
        return name.substring("fio/".length()).replace("-batched", "");
    }

    @Override
    public boolean supports(Workload workload) {
        return Matrix.supports(name, workload);
    }

    @Override
    public String commandLine(Job job, double seconds) {
        return Shell.line(command(job, seconds));
    }

    private List<String> command(Job job, double seconds) {
        Workload workload = job.workload();
        List<String> command = new ArrayList<>(List.of(
                "fio",
                "--name=" + workload.name(),
                "--filename=" + job.path().replace(":", "\\:"), // which separates files else
                "--rw=" + mode(workload.kind()),
                "--bs=" + workload.block(),
                "--ioengine=" + ioEngine(),
                "--direct=" + (workload.direct() ? 1 : 0),
                "--invalidate=0", // else it drops the page cache first
                "--norandommap",
                "--randrepeat=0",
                "--fallocate=none",
                "--scramble_buffers=0", // else it writes to 2,048 places of each mebibyte before that is written
                "--time_based",
                "--runtime=" + Math.round(seconds * 1000) + "ms",
                "--lat_percentiles=1",
                "--output-format=json"));
        if (workload.kind() == Kind.DURABLE_APPEND) {
            // From where the last round ended, as the other side does; the size is the most that one round appends.
            command.addAll(List.of("--file_append=1", "--size=1g", "--fdatasync=" + recordsPerSync));
            return command;
        }
        command.addAll(List.of("--size=" + job.bytes(), "--iodepth=" + workload.depth()));
        if (ioEngine().equals("io_uring")) {
            command.add("--fixedbufs=1"); // as asyncfs does
        }
        if (name.endsWith("-batched")) {
            int batch = Math.max(1, workload.depth() / 2);
            command.addAll(List.of(
                    "--iodepth_batch_submit=" + batch,
                    "--iodepth_batch_complete_min=1",
                    "--iodepth_batch_complete_max=" + workload.depth()));
        }
        return command;
    }

    private static String mode(Kind kind) {
        return switch (kind) {
            case RANDOM_READ -> "randread";
            case SEQUENTIAL_READ -> "read";
            case RANDOM_WRITE -> "randwrite";
            case SEQUENTIAL_WRITE, DURABLE_APPEND -> "write";
            case SMALL_FILES -> throw new IllegalArgumentException("not by fio: " + kind);
        };
    }

    @Override
    public boolean warmsUp() {
        return false;
    }

    @Override
    public Measurement run(Job job, double seconds) throws IOException {
        return understood(output(command(job, seconds)), job.workload().kind());
    }

    /** The others go on without it if that is not what is expected, as when there was nothing to do. */
    private static Measurement understood(String json, Kind kind) throws IOException {
        try {
            Measurement measured = measurement(json, kind);
            if (measured.ops() > 0) {
                return measured;
            }
        } catch (RuntimeException e) {
            throw new IOException("fio said something that is not understood (" + e + "): " + json, e);
        }
        throw new IOException("fio did nothing");
    }

    /** Reads what fio printed. Its latency of an append leaves out the sync, so that is nobody's. */
    static Measurement measurement(String json, Kind kind) {
        JsonObject job = JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonArray("jobs")
                .get(0)
                .getAsJsonObject();
        JsonObject side = job.getAsJsonObject(kind.isRead() ? "read" : "write");
        JsonObject latency = side.getAsJsonObject("lat_ns");
        JsonObject percentile = latency.getAsJsonObject("percentile");
        boolean whole = kind != Kind.DURABLE_APPEND;
        long ops = side.get("total_ios").getAsLong();
        double nanos = side.get("runtime").getAsDouble() * 1e6;
        double processor =
                (job.get("usr_cpu").getAsDouble() + job.get("sys_cpu").getAsDouble()) / 100;
        return new Measurement(
                ops,
                side.get("iops").getAsDouble(),
                whole ? micros(percentile, "50.000000") : null,
                whole ? micros(percentile, "99.000000") : null,
                whole ? micros(percentile, "99.900000") : null,
                whole ? micros(latency, "max") : null,
                processor * nanos / ops,
                null,
                1,
                0);
    }

    private static Double micros(JsonObject latencies, String name) {
        return latencies.get(name).getAsDouble() / NANOS_PER_MICRO;
    }

    /** fio itself checks what it reads, against the pattern of {@link Stamp}. What it writes has another. */
    @Override
    public boolean verify(Job job, double seconds) throws IOException {
        if (!job.workload().kind().isRead()) {
            return false;
        }
        List<String> command = new ArrayList<>(command(job, seconds));
        command.removeIf(option -> option.equals("--norandommap") || option.startsWith("--bs="));
        command.add("--bs=" + Stamp.UNIT);
        command.addAll(List.of("--verify=pattern", "--verify_pattern=%o", "--verify_fatal=1"));
        output(command);
        return true;
    }

    @Override
    public Double countCalls(Job job, double seconds) throws IOException {
        if (!CallCounter.canTrace(strace)) {
            return null;
        }
        Path report = TemporaryFiles.file(".strace");
        try {
            List<String> command = new ArrayList<>(List.of(strace, "-f", "-c", "-o", report.toString()));
            command.addAll(command(job, seconds));
            Measurement measured = understood(output(command), job.workload().kind());
            return CallCounter.perOperation(CallCounter.total(Files.readString(report)), measured.ops());
        } finally {
            TemporaryFiles.delete(report);
        }
    }

    private static String output(List<String> command) throws IOException {
        Path errors = TemporaryFiles.file(".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().put("LC_ALL", "C"); // for what is read from it, and from strace's report
            Process process = builder.start();
            try (Deadline deadline = new Deadline(process, PATIENCE_SECONDS)) {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int begin = Math.max(0, output.indexOf('{')); // notes may stand before the JSON
                if (process.waitFor() != 0) {
                    String late = deadline.hasPassed() ? "not done after " + PATIENCE_SECONDS + " s\n" : "";
                    throw failure(late + Files.readString(errors) + output.substring(0, begin), command);
                }
                return output.substring(begin);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            TemporaryFiles.delete(errors);
        }
    }

    private static IOException failure(String said, List<String> command) {
        String reason = said.isBlank() ? Shell.line(command) + " failed and gave no reason" : said.strip();
        return reason.contains("verify failed")
                ? new WrongBytesException(reason + "\n(" + Shell.line(command) + ")")
                : new IOException(reason);
    }

    @Override
    public void close() {}
}
