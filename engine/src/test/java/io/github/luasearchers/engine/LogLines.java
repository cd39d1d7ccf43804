package io.github.luasearchers.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a logger is told as long as a test lasts, as {@code LEVEL message}. */
final class LogLines extends Handler implements AutoCloseable {

  private final Logger logger;
  private final Level before;
  private final List<String> lines = new ArrayList<>();

  LogLines(String name, Level level) {
    logger = Logger.getLogger(name);
    before = logger.getLevel();
    setLevel(Level.ALL);
    logger.setLevel(level);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    lines.add(entry.getLevel() + " " + entry.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(before);
  }
}
