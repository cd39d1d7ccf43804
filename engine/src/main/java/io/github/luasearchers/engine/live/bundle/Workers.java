package io.github.luasearchers.engine.live.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one walk. Those that search wait for a network, and are many; those that compile
 * are as many as there are processors. What they are done with comes back through a queue.
 */
final class Workers implements AutoCloseable {

  /** How many searches wait at a time. */
  private static final int SEARCHES = 32;

  private static final int IDLE_SECONDS = 1;

  private final BlockingQueue<Task> done = new LinkedBlockingQueue<>();
  private final List<ThreadPoolExecutor> pools = new ArrayList<>();
  private @Nullable ExecutorService searches;
  private @Nullable ExecutorService compilations;

  /**
   * Something to do with a module, and then what was done. No lambda: the first of those costs a
   * JVM as much time as fifty modules.
   */
  abstract static class Task implements Runnable {

    private final Visit visit;
    private @Nullable BlockingQueue<Task> done;
    private @Nullable Throwable thrown;

    Task(Visit visit) {
      this.visit = visit;
    }

    abstract void work(Visit visit);

    Visit visit() {
      return visit;
    }

    /** Returns what it threw, null if nothing. */
    @Nullable Throwable thrown() {
      return thrown;
    }

    @Override
    public final void run() {
      try {
        work(visit);
      } catch (Throwable e) { // whoever waits is to know of it, whatever it is
        thrown = e;
      }
      if (done != null) {
        done.add(this);
      }
    }
  }

  /** Has something done by a thread that may wait for a network. */
  void search(Task task) {
    if (searches == null) {
      searches = pool(SEARCHES);
    }
    task.done = done;
    searches.execute(task);
  }

  /** Has something done by a thread that computes. */
  void compute(Task task) {
    if (compilations == null) {
      compilations = pool(Runtime.getRuntime().availableProcessors());
    }
    task.done = done;
    compilations.execute(task);
  }

  /** Returns something that is done, null if nothing is yet. */
  @Nullable Task poll() {
    return done.poll();
  }

  /** Waits for something to be done. */
  Task take() throws InterruptedException {
    return done.take();
  }

  private ExecutorService pool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new Daemons());
    pools.add(pool);
    return pool;
  }

  private static final class Daemons implements ThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "lua-prefetch");
      thread.setDaemon(true);
      return thread;
    }
  }

  /**
   * Ends what is under way, and waits for that: nothing may search once the engine's turn is given
   * up. An interrupt of this thread stays.
   */
  @Override
  public void close() {
    for (ThreadPoolExecutor pool : pools) {
      pool.shutdownNow();
    }
    boolean interrupted = false;
    for (ThreadPoolExecutor pool : pools) {
      boolean ended = false;
      while (!ended) {
        try {
          ended = pool.awaitTermination(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
