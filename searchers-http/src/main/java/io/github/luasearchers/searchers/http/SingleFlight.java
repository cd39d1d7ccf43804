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
 * Runs a task once for all callers that want its result at the same time. The task runs on a thread
 * of the pool as long as a caller waits for it; when the last one leaves, it is interrupted.
 *
 * @param <K> the key: tasks with equal keys are the same task
 * @param <V> the task's result
 */
final class SingleFlight<K, V> {

  private final ConcurrentMap<K, Flight> flights = new ConcurrentHashMap<>();
  private final ExecutorService pool;

  SingleFlight(ExecutorService pool) {
    this.pool = pool;
  }

  /** Joins the task of a key, or starts it. */
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
    private int waiters;
    private boolean over;
    private @Nullable Future<?> task;

    Flight(K key, Callable<V> work) {
      this.key = key;
      this.work = work;
    }

    /** Adds a caller; returns false if the task has ended already. */
    synchronized boolean enter() {
      if (over) {
        return false;
      }
      waiters++;
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
        finish();
        result.complete(value);
      } catch (Throwable e) {
        finish();
        result.completeExceptionally(e);
      }
    }

    /** Ends the flight: a later caller starts a new one, since no result is kept here. */
    private synchronized void finish() {
      over = true;
      flights.remove(key, this);
    }

    synchronized void leave() {
      waiters--;
      if (waiters == 0 && !over) {
        finish();
        result.cancel(false);
        if (task != null) {
          task.cancel(true);
        }
      }
    }
  }

  /** A caller's share in a task. */
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
     * Waits for the result. A failure is the result of all callers, too.
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

  /** {@link Fetcher} makes of it an exception for each caller. */
  private static IOException forThisThread(@Nullable Throwable problem) {
    return problem instanceof IOException known
        ? known
        : new FetchException("the HTTP searcher failed: " + problem, problem);
  }
}
