/*
 * Copyright 2026 The asyncfs authors.
 *
 * Licensed under the Apache License, Version 2.0; see the LICENSE file at the root of the repository.
 */
package io.asyncfs.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations that their caller stops while they wait for a thread of the pool: all that their device may have are held. */
@Timeout(60)
class PoolWaitTest {
    private static final int MIB = 1 << 20;

    private final FsCore fs = Bench.fs(1);
    private Bench held;
    private CountDownLatch mayEnd;

    @BeforeEach
    void holdThePool() {
        held = new Bench(null, null, fs);
        mayEnd = held.descriptor.holdSyncs();
        held.file.sync();
        while (held.descriptor.syncs().isEmpty()) {
            held.turn();
        }
    }

    private Bench handingBack() {
        return new Bench(new StandInQueue(true), null, fs);
    }

    /** As long as the pool is held nothing else can happen. */
    private static void turns(Bench bench) {
        for (int i = 0; i < 5; i++) {
            bench.turn();
        }
    }

    @Test
    void whatWasWrittenBeforeTheHandBackIsTold() {
        Bench bench = handingBack();
        ByteBuf content = Unpooled.directBuffer(2 * MIB, 2 * MIB).writerIndex(2 * MIB);
        bench.queue.handsBack(false);
        Future<Integer> write = bench.file.write(content, 0);
        bench.turn();
        bench.queue.handsBack(true);
        turns(bench);
        assertFalse(write.isDone());
        bench.onLoop(() -> assertFalse(write.cancel(false), "a part is written"));
        assertEquals("done", bench.end(write));
        assertEquals(MIB, write.getNow());
        assertEquals(MIB, content.readableBytes());
        assertEquals(0, bench.descriptor.calls());
        mayEnd.countDown();
        bench.queue.handsBack(false);
        assertEquals("balanced", bench.balance(content));
    }

    @Test
    void appendsThatGoTogetherAreCalledOffOneByOne() {
        Bench bench = new Bench(null, null, fs);
        List<ByteBuf> buffers = new ArrayList<>();
        List<Future<Integer>> appends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            buffers.add(Bench.content());
            appends.add(bench.file.append(buffers.get(i)));
        }
        turns(bench);
        for (int called : new int[] {2, 0}) {
            bench.onLoop(() -> appends.get(called).cancel(false));
            assertEquals("cancelled", bench.end(appends.get(called)));
        }
        turns(bench);
        assertEquals(0, bench.descriptor.calls());
        mayEnd.countDown();
        assertEquals("done", bench.end(appends.get(1)));
        assertEquals("done", bench.end(appends.get(3)));
        assertEquals("balanced", bench.balance(buffers.toArray(ByteBuf[]::new)));
    }

    @Test
    void appendsThatGoTogetherEndAtTheirDeadline() {
        Bench bench = new Bench(null, null, fs);
        ByteBuf first = Bench.content();
        ByteBuf second = Bench.content();
        Future<Integer> patient = bench.file.append(first);
        Future<Integer> hasty = bench.file.withDeadline(Duration.ofMillis(1)).append(second);
        assertEquals("late", bench.end(hasty));
        mayEnd.countDown();
        assertEquals("done", bench.end(patient));
        assertEquals("balanced", bench.balance(first, second));
    }

    /** The kernel may have begun to read ahead for it: nobody else gets its place before a thread is free. */
    @Test
    void aReadThatIsCalledOffBeforeTheHandBackKeepsItsPlace() {
        Bench bench = handingBack();
        ByteBuf buffer = Bench.buffer();
        ByteBuf another = Bench.buffer();
        Future<Integer> read = bench.file.read(buffer, 0);
        bench.queue.meanwhile(() -> read.cancel(false));
        assertEquals("cancelled", bench.end(read));
        bench.queue.handsBack(false);
        Future<Integer> next = bench.file.read(another, 0);
        turns(bench);
        assertFalse(next.isDone(), "there is one place");
        mayEnd.countDown();
        assertEquals("done", bench.end(next));
        assertEquals("balanced", bench.balance(buffer, another));
    }

    /** The news of the first cancel comes when the operation is the second's; a read between them may get its record. */
    @Test
    void aCancelThatComesLateLeavesItToTheOneThatCame() {
        Bench bench = handingBack();
        ByteBuf buffer = Bench.buffer();
        ByteBuf another = Bench.buffer();
        List<Future<Integer>> between = new ArrayList<>();
        Future<Integer> read = bench.file.read(buffer, 0);
        bench.queue.meanwhile(() -> InterleavingTest.elsewhere(() -> read.cancel(false)));
        bench.turn();
        bench.engine.mail().postTask(() -> between.add(bench.file.read(another, 0)));
        InterleavingTest.elsewhere(() -> assertTrue(read.cancel(false)));
        assertEquals(1, buffer.refCnt());
        turns(bench);
        bench.queue.handsBack(false);
        mayEnd.countDown();
        assertEquals("done", bench.end(between.get(0)));
        assertEquals("balanced", bench.balance(buffer, another));
    }

    /** Nobody has cancelled it: the kernel has begun nothing, and the pool does it. */
    @Test
    void whatTheKernelGivesUpIsDoneOnThePool() {
        Bench bench = new Bench(new StandInQueue(false), null, fs);
        ByteBuf buffer = Bench.content();
        bench.queue.givesUp(true);
        mayEnd.countDown();
        assertEquals("done", bench.end(bench.file.write(buffer, 0)));
        assertEquals("done", bench.end(bench.file.sync()));
        assertEquals("done", bench.end(bench.file.sync()));
        assertEquals(3, bench.descriptor.calls());
        Map<String, Long> counters = new TreeMap<>();
        bench.engine.counters().addTo(counters, "kernel");
        assertEquals(1, counters.get("pool.write"));
        assertEquals(2, counters.get("pool.sync"));
        assertEquals("balanced", bench.balance(buffer));
    }

    @Test
    void aSyncThatOthersMayShareIsNotCalledOff() {
        Bench bench = handingBack();
        Future<Void> sync = bench.file.sync();
        turns(bench);
        bench.onLoop(() -> assertFalse(sync.cancel(false)));
        Future<Void> later = bench.file.sync();
        mayEnd.countDown();
        assertEquals("done", bench.end(sync));
        assertEquals("done", bench.end(later));
        assertEquals("done", held.end(held.file.sync()));
    }
}
