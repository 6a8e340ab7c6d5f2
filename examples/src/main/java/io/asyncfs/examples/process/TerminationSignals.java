/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.examples.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * SIGTERM and SIGINT as a request to stop. A shutdown hook would not do: the JVM exits with 143 after it, and ignores a
 * second signal while it runs. {@code sun.misc.Signal}, of the module jdk.unsupported, is what the JDK offers instead; it
 * is called by reflection, because javac warns of every mention in a way that cannot be suppressed.
 */
public final class TerminationSignals implements AutoCloseable {
    /** A shell says that a process died of a signal by this status plus the signal's number. */
    public static final int STATUS = 128;

    private final IntConsumer first;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Object, Object> replaced = new LinkedHashMap<>(); // signal to the handler it had

    private TerminationSignals(IntConsumer first) {
        this.first = first;
    }

    /**
     * Gives the number of the first signal to {@code first}, on a thread of the JVM's; the second one ends the process at
     * once, with the status a shell gives a process that died of it. Signals that the JVM may not handle ({@code -Xrs}),
     * and those that were ignored when it started, keep their effect.
     *
     * @param names signals without SIG, such as {@code TERM}
     */
    public static TerminationSignals install(IntConsumer first, String... names) {
        TerminationSignals signals = new TerminationSignals(first);
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    TerminationSignals.class.getClassLoader(), new Class<?>[] {handlerType}, signals.handler());
            for (String name : names) {
                Object instance = signal.getConstructor(String.class).newInstance(name);
                signals.replaced.put(
                        instance,
                        signal.getMethod("handle", signal, handlerType).invoke(null, instance, handler));
            }
        } catch (InvocationTargetException e) {
            System.getLogger(TerminationSignals.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "cannot stop gracefully on signals: " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected the module jdk.unsupported with sun.misc.Signal", e);
        }
        return signals;
    }

    /** Gives the signals the effect they had before. */
    @Override
    public void close() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            for (Map.Entry<Object, Object> entry : replaced.entrySet()) {
                signal.getMethod("handle", signal, handlerType).invoke(null, entry.getKey(), entry.getValue());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected to handle again what was handled before", e);
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
            first.accept(number);
        } else {
            Runtime.getRuntime().halt(STATUS + number);
        }
    }
}
