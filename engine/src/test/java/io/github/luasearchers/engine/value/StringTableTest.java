package io.github.luasearchers.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaString;

/** Equal names are one object, whoever asks first. */
final class StringTableTest {

  private static final int THREADS = 4;
  private static final int NAMES = 500;
  private static final int FLOOD = 100_000;

  @Test
  void namesThatThreadsAddAtTheSameTime_areTheSame() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<List<LuaString>>> answers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        answers.add(pool.submit(() -> intern(start)));
      }
      List<LuaString> first = answers.get(0).get();
      for (Future<List<LuaString>> each : answers) {
        for (int i = 0; i < NAMES; i++) {
          assertThat(each.get().get(i)).isSameAs(first.get(i));
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<LuaString> intern(CyclicBarrier start) throws Exception {
    List<LuaString> names = new ArrayList<>();
    for (int i = 0; i < NAMES; i++) {
      start.await();
      names.add(StringTable.intern("at the same time " + i));
    }
    return names;
  }

  @Test
  void librarysNames_areThoseOfScripts_howeverManyThereAre() {
    LuaString before = StringTable.name("gmatch");
    for (int i = 0; i < FLOOD; i++) {
      StringTable.intern("flood " + i);
    }
    assertThat(StringTable.intern("gmatch")).isSameAs(before);
  }

  @Test
  void longStrings_areNotKept() {
    String text = "x".repeat(41);
    assertThat(StringTable.intern(text)).isEqualTo(StringTable.intern(text));
    assertThat(StringTable.intern(text)).isNotSameAs(StringTable.intern(text));
  }
}
