package io.github.luasearchers.engine.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Waits until functions of a file were compiled in the background, as the log tells. */
final class Compilations extends Handler implements AutoCloseable {

  private static final long MOST_SECONDS = 60;
  private static final long QUIET_MILLIS = 100;

  private final Logger logger = Logger.getLogger(BackgroundCompiler.class.getName());
  private final List<String> lines = new ArrayList<>();

  Compilations() {
    HotProgram.Request request =
        HotProgram.run("local n = 0 for i = 1, 60000 do n = n + i % 3 end").get(0);
    for (int i = 0; i < TranslationNews.SMALL; i++) {
      request.translate(); // so many that the log is asked for
    }
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.FINE);
    logger.addHandler(this);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    lines.add(record.getMessage());
    notifyAll();
  }

  /** Forgets what was compiled so far. */
  synchronized void clear() {
    lines.clear();
  }

  /** Waits until something of a file was compiled, and nothing more was for a while. */
  synchronized boolean await(String file) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (!isCompiled(file)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    int before;
    do {
      before = lines.size();
      wait(QUIET_MILLIS);
    } while (lines.size() > before && System.nanoTime() < end);
    return true;
  }

  synchronized boolean isCompiled(String file) {
    return lines.stream()
        .anyMatch(each -> each.contains(" " + file + ":") && each.contains(" was compiled "));
  }

  @Override
  public void flush() {
    // nothing is held back
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(null);
    logger.setUseParentHandlers(true);
  }
}
