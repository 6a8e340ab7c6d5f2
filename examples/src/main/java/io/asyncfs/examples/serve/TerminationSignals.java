/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.serve;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGTERM and SIGINT as a request to stop. A shutdown hook would not do: the JVM exits with 143 after it, and ignores a
 * second signal while it runs. {@code sun.misc.Signal}, of the module jdk.unsupported, is what the JDK offers instead; it
 * is called by reflection, because javac warns of every mention in a way that cannot be suppressed.
 */
final class TerminationSignals {
    private static final String[] NAMES = {"TERM", "INT"};

    private final Runnable first;
    private final AtomicInteger count = new AtomicInteger();

    private TerminationSignals(Runnable first) {
        this.first = first;
    }

    /**
     * Runs {@code first} for the first signal, on a thread of the JVM's; the second one ends the process at once, with the
     * status a shell gives a process that died of it. Signals that the JVM may not handle ({@code -Xrs}) keep their effect.
     */
    static void install(Runnable first) {
        TerminationSignals signals = new TerminationSignals(first);
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    TerminationSignals.class.getClassLoader(), new Class<?>[] {handlerType}, signals.handler());
            for (String name : NAMES) {
                Object instance = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handlerType).invoke(null, instance, handler);
            }
        } catch (InvocationTargetException e) {
            System.getLogger(TerminationSignals.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "cannot stop gracefully on signals: " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected the module jdk.unsupported with sun.misc.Signal", e);
        }
    }

    private InvocationHandler handler() {
        return (proxy, method, args) -> switch (method.getName()) {
            case "handle" -> {
                received((int) args[0].getClass().getMethod("getNumber").invoke(args[0]));
                yield null;
            }
            case "equals" -> proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> TerminationSignals.class.getName();
        };
    }

    private void received(int number) {
        if (count.getAndIncrement() == 0) {
            first.run();
        } else {
            Runtime.getRuntime().halt(128 + number);
        }
    }
}
