package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Does a thing once for all who want it at the same time. It is done on a thread of the pool's,
 * goes on as long as anybody waits for it, and is interrupted when the last one has left.
 *
 * @param <K> what tells one thing from another
 * @param <V> what comes of it
 */
final class SingleFlight<K, V> {

  private final ConcurrentMap<K, Flight> flights = new ConcurrentHashMap<>();
  private final ExecutorService pool;

  SingleFlight(ExecutorService pool) {
    this.pool = pool;
  }

  /** Joins what is being done under a key, or begins it. */
  Ticket join(K key, Callable<V> work) {
    while (true) {
      Flight flight = flights.computeIfAbsent(key, k -> new Flight(k, work));
      if (flight.enter()) {
        return new Ticket(flight);
      }
      flights.remove(key, flight);
    }
  }

  private final class Flight {

    final CompletableFuture<V> result = new CompletableFuture<>();
    private final K key;
    private final Callable<V> work;
    private int passengers;
    private boolean over;
    private @Nullable Future<?> task;

    Flight(K key, Callable<V> work) {
      this.key = key;
      this.work = work;
    }

    /** Counts one more who waits; false if it is too late for that. */
    synchronized boolean enter() {
      if (over) {
        return false;
      }
      passengers++;
      if (task == null) {
        start();
      }
      return true;
    }

    private void start() {
      try {
        task = pool.submit(this::run);
      } catch (RejectedExecutionException e) {
        over = true;
        result.completeExceptionally(new IOException("the HTTP searcher is closed", e));
      }
    }

    private void run() {
      try {
        V value = work.call();
        land();
        result.complete(value);
      } catch (Throwable e) {
        land();
        result.completeExceptionally(e);
      }
    }

    /** Whoever comes later begins anew, for neither success nor failure is kept here. */
    private synchronized void land() {
      over = true;
      flights.remove(key, this);
    }

    synchronized void leave() {
      passengers--;
      if (passengers == 0 && !over) {
        land();
        result.cancel(false);
        if (task != null) {
          task.cancel(true);
        }
      }
    }
  }

  /** One who waits. */
  final class Ticket {

    private final Flight flight;
    private boolean left;

    private Ticket(Flight flight) {
      this.flight = flight;
    }

    boolean isDone() {
      return flight.result.isDone();
    }

    /**
     * Waits for what is being done. A failure, too, is for all who wait.
     *
     * @throws InterruptedIOException if the thread is interrupted, which it then still is
     */
    V await(Deadline deadline) throws IOException {
      try {
        return flight.result.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while it waited for the network");
      } catch (TimeoutException e) {
        throw new HttpTimeoutException("not done within the time for one require");
      } catch (CancellationException e) {
        throw new IOException("the HTTP searcher was closed", e);
      } catch (ExecutionException e) {
        throw forThisThread(e.getCause());
      } finally {
        leave();
      }
    }

    /** Stops waiting. */
    void leave() {
      synchronized (this) {
        if (left) {
          return;
        }
        left = true;
      }
      flight.leave();
    }
  }

  /** What failed on another thread is worded by {@link Fetches}, for each who waits anew. */
  private static IOException forThisThread(@Nullable Throwable problem) {
    return problem instanceof IOException known
        ? known
        : new FetchException("the HTTP searcher failed: " + problem, problem);
  }
}
