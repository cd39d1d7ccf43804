package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.Resources.Flight;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.IntegrityException;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The errands of one engine: what it waits for, and what is under way for it. */
final class Fetches {

  private final Resources resources;
  private final LockFile lock;
  private final Mode mode;
  private final List<SingleFlight<Flight, Answer>.Ticket> open = new ArrayList<>();
  private boolean closed;

  /**
   * @param resources where they are done; released at the end
   * @param lock what keeps files in the cache until then
   */
  Fetches(Resources resources, LockFile lock, Mode mode) {
    this.resources = resources;
    this.lock = lock;
    this.mode = mode;
  }

  /** Waits for what is being done. */
  @FunctionalInterface
  private interface Wait {
    Answer await(Deadline deadline) throws IOException;
  }

  /** An errand that is being done. */
  static final class Pending {

    private final Wait wait;
    private final URI url;

    private Pending(Wait wait, URI url) {
      this.wait = wait;
      this.url = url;
    }

    /**
     * Waits for the answer.
     *
     * @throws IOException if there is none; the message names the URL
     */
    Answer await(Deadline deadline) throws IOException {
      try {
        return wait.await(deadline);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw named(e);
      }
    }

    /** An exception is one thread's: each who waits gets its own. */
    private IOException named(IOException e) {
      String sentence = "cannot fetch '" + url + "': " + e.getMessage();
      IOException named = reworded(e, sentence);
      for (Throwable other : e.getSuppressed()) {
        named.addSuppressed(other);
      }
      return named;
    }

    private static IOException reworded(IOException e, String sentence) {
      if (e instanceof IntegrityException) {
        return new IntegrityException(sentence);
      }
      return e instanceof Refusal refusal
          ? refusal.as(sentence)
          : new IOException(sentence, e instanceof FetchException ? e.getCause() : e);
    }
  }

  /** Begins an errand. It is done even if nobody waits for it, until the engine is closed. */
  Pending begin(Errand errand) throws IOException {
    if (LocalFiles.isLocal(errand.url())) {
      return new Pending(deadline -> LocalFiles.read(errand), errand.url());
    }
    SingleFlight<Flight, Answer>.Ticket ticket = resources.begin(errand, mode);
    synchronized (open) {
      open.removeIf(SingleFlight.Ticket::isDone);
      open.add(ticket);
      if (!closed) {
        return new Pending(ticket::await, errand.url());
      }
    }
    ticket.leave();
    throw new IOException("the HTTP searcher is closed");
  }

  Optional<byte[]> kept(Digest digest) {
    return resources.blobs().read(digest);
  }

  /** Keeps bytes whose digest has been computed. */
  void keep(Digest digest, byte[] content) {
    resources.blobs().write(digest, content);
  }

  /** Stops whatever is being fetched for this engine alone. */
  void close() {
    synchronized (open) {
      if (closed) {
        return;
      }
      closed = true;
      open.forEach(SingleFlight.Ticket::leave);
      open.clear();
    }
    resources.release(lock);
  }
}
