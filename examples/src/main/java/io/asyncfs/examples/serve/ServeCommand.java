/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import io.asyncfs.AsyncFs;
import io.asyncfs.BackendStatus;
import io.asyncfs.examples.process.TerminationSignals;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves a directory until SIGTERM or SIGINT. */
@Command(
        name = "serve",
        description = "Serve the files below a directory over HTTP, without ever blocking an event loop.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        footer = {
            "",
            "SIGTERM and Ctrl-C finish what is being sent; a second one exits at once.",
            "",
            "Example: asyncfs serve --port 8080 /srv/files"
        })
public final class ServeCommand implements Callable<Integer> {
    private static final String POOL = "pool";
    private static final long FS_SECONDS = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "127.0.0.1", description = "Address to listen on.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "Port; 0 for a free one.")
    private int port;

    @Option(names = "--loops", paramLabel = "N", description = "Event loops. Default: one per processor.")
    private Integer loops;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "Require a backend, of those that doctor names: io_uring, linux_aio, pool. Default: the best there is.")
    private String backend;

    @Option(
            names = "--grace",
            paramLabel = "S",
            defaultValue = "10",
            description = "Seconds that answers have to be finished in when the server stops.")
    private double grace;

    @Option(
            names = "--idle-timeout",
            paramLabel = "S",
            defaultValue = "" + ServerOptions.IDLE_SECONDS,
            description = "Seconds after which a client that neither asks nor takes anything is disconnected.")
    private double idleTimeout;

    @Option(
            names = "--header-timeout",
            paramLabel = "S",
            defaultValue = "" + ServerOptions.HEADER_SECONDS,
            description = "Seconds that a whole request must arrive in.")
    private double headerTimeout;

    @Parameters(
            paramLabel = "DIR",
            description = "What to serve. Nothing outside it is, nor names that start with a dot.")
    private Path directory;

    /** Created by picocli. */
    public ServeCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Boolean.TRUE.equals(spec.findOption("--verbose").getValue())) {
            FailureLog.beVerbose();
        }
        ServerOptions options = options();
        Duration graceTime = seconds("--grace", grace, 0);
        CountDownLatch stop = new CountDownLatch(1);
        TerminationSignals.install(signal -> stop.countDown(), "TERM", "INT");
        AsyncFs fs = AsyncFs.builder()
                .backend(backend != null ? backend : System.getProperty("io.asyncfs.backend"))
                .build();
        try {
            StaticFileServer server = StaticFileServer.start(fs, directory, options);
            sayWhyPool(fs);
            int bound = server.address().getPort();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "listening on http://%s:%d/ (backend %s, %d loops)%n", //
                            literal(), bound, fs.backend(), options.loops());
            spec.commandLine().getOut().flush();
            stop.await();
            server.close(graceTime);
        } finally {
            // Not close(), which waits for every file: one on a mount that hangs must not keep the process.
            Future<Void> closed = fs.shutdown();
            closed.await(FS_SECONDS, TimeUnit.SECONDS);
        }
        return 0;
    }

    private ServerOptions options() throws IOException {
        if (port < 0 || port > 65535) {
            throw wrong("--port", "0 to 65535", port);
        }
        if (loops != null && loops < 1) {
            throw wrong("--loops", "1 or more", loops);
        }
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        InetSocketAddress address = new InetSocketAddress(name, port);
        if (address.isUnresolved()) {
            throw new IOException("cannot listen on " + host + ": no such host");
        }
        return new ServerOptions(
                address,
                loops != null ? loops : Runtime.getRuntime().availableProcessors(),
                seconds("--idle-timeout", idleTimeout, 1e-3),
                seconds("--header-timeout", headerTimeout, 1e-3));
    }

    private Duration seconds(String option, double value, double min) {
        double max = TimeUnit.DAYS.toSeconds(365);
        if (!(value >= min && value <= max)) {
            throw wrong(option, "seconds from " + min + " to " + (long) max, value);
        }
        return Duration.ofNanos((long) (value * 1e9));
    }

    private ParameterException wrong(String option, String expected, Object got) {
        return new ParameterException(spec.commandLine(), option + ": expected " + expected + ", got " + got);
    }

    /** The host as part of a URL: IPv6 addresses go in brackets (RFC 3986, section 3.2.2). */
    private String literal() {
        return host.contains(":") && !host.startsWith("[") ? '[' + host + ']' : host;
    }

    /** The fallback is never silent; a pool that was asked for is none. */
    private void sayWhyPool(AsyncFs fs) {
        if (!fs.backend().equals(POOL) || backend != null || System.getProperty("io.asyncfs.backend") != null) {
            return;
        }
        String reason = AsyncFs.backends().stream()
                .filter(status -> !status.available())
                .findFirst()
                .map(ServeCommand::reason)
                .orElse("no other backend is on the class path");
        spec.commandLine().getErr().println("serving with the thread pool, because " + reason);
        spec.commandLine().getErr().flush();
    }

    private static String reason(BackendStatus status) {
        String fix = status.fix() == null ? "" : " (" + status.fix() + ")";
        return status.name() + " is not available: " + status.cause() + fix;
    }
}
