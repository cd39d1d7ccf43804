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
    addAtTheSameTime("at the same time ");
  }

  @Test
  void namesThatReplaceOthersAtTheSameTime_areTheSame() throws Exception {
    flood();
    addAtTheSameTime("instead of others ");
  }

  private static void addAtTheSameTime(String prefix) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Future<List<LuaString>>> answers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        answers.add(pool.submit(() -> intern(start, prefix)));
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

  private static List<LuaString> intern(CyclicBarrier start, String prefix) throws Exception {
    List<LuaString> names = new ArrayList<>();
    for (int i = 0; i < NAMES; i++) {
      start.await();
      names.add(StringTable.intern(prefix + i));
    }
    return names;
  }

  @Test
  void librarysNames_areThoseOfScripts_howeverManyThereAre() {
    LuaString before = StringTable.name("gmatch");
    flood();
    assertThat(StringTable.intern("gmatch")).isSameAs(before);
  }

  private static void flood() {
    for (int i = 0; i < FLOOD; i++) {
      StringTable.intern("flood " + i);
    }
  }

  @Test
  void longStrings_areNotKept() {
    String text = "x".repeat(41);
    assertThat(StringTable.intern(text)).isEqualTo(StringTable.intern(text));
    assertThat(StringTable.intern(text)).isNotSameAs(StringTable.intern(text));
  }
}
