package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.searchers.http.cache.Digest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Records modules in a process of its own, by several threads. */
final class LockFileChild {

  static final int THREADS = 4;
  static final int MODULES = 10;

  private LockFileChild() {}

  public static void main(String[] args) throws Exception {
    LockFile lock = LockFile.open(Path.of(args[0]), LockFile.Mode.RECORD, Optional.empty());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> results = new ArrayList<>();
    for (int i = 0; i < THREADS * MODULES; i++) {
      String name = args[1] + ".m" + i;
      Digest digest = Digest.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      LockEntry locked = new LockEntry("main", URI.create("https://host/" + name), digest, 1);
      results.add(
          threads.submit(
              () -> {
                lock.confirm(name, locked);
                return null;
              }));
    }
    for (Future<?> result : results) {
      result.get();
    }
    threads.shutdown();
  }
}
