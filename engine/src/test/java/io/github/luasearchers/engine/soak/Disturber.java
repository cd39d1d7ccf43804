package io.github.luasearchers.engine.soak;

import java.util.List;
import java.util.Random;

/** Interrupts hostile scripts, at any moment of theirs. */
final class Disturber extends Thread {

  private static final int LONGEST_PAUSE_MILLIS = 20;

  private final List<Worker> workers;
  private final Random random;
  private volatile boolean ended;

  Disturber(List<Worker> workers, Random random) {
    super("disturber");
    this.workers = workers;
    this.random = random;
    setDaemon(true);
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        workers.get(random.nextInt(workers.size())).disturb();
      }
    } catch (InterruptedException e) {
      interrupt();
    }
  }

  void end() throws InterruptedException {
    ended = true;
    join();
  }
}
