package io.github.luasearchers.engine.soak;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.io.Writer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.assertj.core.api.Assertions;

/**
 * The engines, which all threads use. Those for hostile scripts get others in their place now and
 * then: closed, or only forgotten.
 */
final class Engines {

  static final int COUNT = 50;

  /** How many of them are for friendly scripts only. */
  private static final int FRIENDLY = COUNT / 2;

  /** A hostile script's engine lives for about as many scripts. */
  private static final int LIFE = 20;

  private final AtomicReferenceArray<LuaScriptEngine> all = new AtomicReferenceArray<>(COUNT);
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock(true);
  private final AtomicLong made = new AtomicLong();

  interface Work {
    void run(LuaScriptEngine engine) throws Exception;
  }

  long made() {
    return made.get();
  }

  /** Does something with an engine that has seen no hostile script. */
  void friendly(Random random, Work work) throws Exception {
    use(random.nextInt(FRIENDLY), work);
  }

  /** Does something with an engine that may have seen anything. */
  void hostile(Random random, Work work) throws Exception {
    int index = FRIENDLY + random.nextInt(COUNT - FRIENDLY);
    use(index, work);
    if (random.nextInt(LIFE) == 0) {
      LuaScriptEngine old = all.getAndSet(index, null);
      if (old != null && random.nextBoolean()) {
        old.close();
      }
    }
  }

  private void use(int index, Work work) throws Exception {
    use.readLock().lock();
    try {
      work.run(at(index));
    } finally {
      use.readLock().unlock();
    }
  }

  private LuaScriptEngine at(int index) {
    LuaScriptEngine known = all.get(index);
    if (known != null) {
      return known;
    }
    LuaScriptEngine created = create(index);
    return all.compareAndSet(index, null, created) ? created : at(index);
  }

  private LuaScriptEngine create(int index) {
    made.incrementAndGet();
    LuaScriptEngine engine =
        LuaScriptEngine.builder()
            .setting("lua.jit", String.valueOf(index % 3 > 0))
            .setting("lua.sandbox", String.valueOf(index >= FRIENDLY || index % 2 == 0))
            .setting("lua.limits.time", index >= FRIENDLY ? "100ms" : "60s")
            .setting("lua.limits.instructions", index >= FRIENDLY ? "20M" : "1G")
            .setting("lua.limits.memory", "16M")
            .build();
    engine.getContext().setWriter(Writer.nullWriter());
    engine.getContext().setErrorWriter(Writer.nullWriter());
    engine.put("list", List.of(1, 2, 3));
    return engine;
  }

  /** Does something when no engine is used, and all are forgotten. */
  void whenNoneIsUsed(Runnable work) throws InterruptedException {
    Assertions.assertThat(use.writeLock().tryLock(60, TimeUnit.SECONDS))
        .as("every script has ended")
        .isTrue();
    try {
      for (int i = 0; i < COUNT; i++) {
        all.set(i, null);
      }
      work.run();
    } finally {
      use.writeLock().unlock();
    }
  }

  void closeAll() {
    for (int i = 0; i < COUNT; i++) {
      LuaScriptEngine each = all.getAndSet(i, null);
      if (each != null) {
        each.close();
      }
    }
  }
}
