/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.testsuite.contract.nio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The handler form of an asynchronous call, with the attachment {@link #ATTACHMENT}, as a future of what the handler is told. */
final class HandlerForm<V> extends CompletableFuture<V> implements CompletionHandler<V, Object> {
    static final Object ATTACHMENT = "attached";

    private HandlerForm() {}

    /** Makes a call with a handler; what the call itself throws is thrown. */
    static <V> Future<V> of(Consumer<CompletionHandler<V, Object>> call) {
        HandlerForm<V> told = new HandlerForm<>();
        call.accept(told);
        return told;
    }

    @Override
    public void completed(V result, Object attachment) {
        assertEquals(ATTACHMENT, attachment);
        assertTrue(complete(result), "told twice");
    }

    @Override
    public void failed(Throwable failure, Object attachment) {
        assertEquals(ATTACHMENT, attachment);
        assertTrue(completeExceptionally(failure), "told twice");
    }
}
