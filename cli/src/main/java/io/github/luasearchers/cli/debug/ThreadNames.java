package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.vm.Coroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.eclipse.lsp4j.debug.Thread;

/** The numbers of threads. The main thread is 1; a coroutine keeps its number while it lives. */
final class ThreadNames {

  private final Map<Coroutine, Integer> numbers = new WeakHashMap<>();
  private int last = 1;

  synchronized int of(Coroutine thread) {
    return thread.isMainThread() ? 1 : numbers.computeIfAbsent(thread, none -> ++last);
  }

  /** Returns the thread of a number among those that there are, else the first of them. */
  Coroutine find(int number, List<Coroutine> all) {
    for (Coroutine each : all) {
      if (of(each) == number) {
        return each;
      }
    }
    return all.get(0);
  }

  Thread[] describe(List<Coroutine> all) {
    List<Thread> threads = new ArrayList<>();
    for (Coroutine each : all) {
      Thread thread = new Thread();
      thread.setId(of(each));
      thread.setName(
          each.isMainThread() ? "main" : "coroutine " + of(each) + " (" + each.getStatus() + ")");
      threads.add(thread);
    }
    return threads.toArray(Thread[]::new);
  }

  /** Returns the main thread alone: of a running script nothing else is certain. */
  static Thread[] mainOnly() {
    Thread thread = new Thread();
    thread.setId(1);
    thread.setName("main");
    return new Thread[] {thread};
  }
}
