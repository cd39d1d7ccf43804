package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.SharedResources.RequestKey;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.IntegrityException;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fetches files for one engine, and knows which requests are in progress for it. */
final class Fetcher {

  private final SharedResources resources;
  private final LockFile lock;
  private final NetworkMode mode;
  private final List<SingleFlight<RequestKey, FetchResult>.Ticket> open = new ArrayList<>();
  private boolean closed;

  /**
   * @param resources what the engines share; released when this is closed
   * @param lock whose files stay in the cache until then
   */
  Fetcher(SharedResources resources, LockFile lock, NetworkMode mode) {
    this.resources = resources;
    this.lock = lock;
    this.mode = mode;
  }

  /** Waits for the result of a request. */
  @FunctionalInterface
  private interface Wait {
    FetchResult await(Deadline deadline) throws IOException;
  }

  /** A request in progress. */
  static final class Pending {

    private final Wait wait;
    private final URI url;

    private Pending(Wait wait, URI url) {
      this.wait = wait;
      this.url = url;
    }

    /**
     * Waits for the result.
     *
     * @throws IOException if there is none; the message names the URL
     */
    FetchResult await(Deadline deadline) throws IOException {
      try {
        return wait.await(deadline);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw named(e);
      }
    }

    /** Makes an exception for this thread: several may wait for one request. */
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
      return e instanceof PolicyException policy
          ? policy.withMessage(sentence)
          : new IOException(sentence, e instanceof FetchException ? e.getCause() : e);
    }
  }

  /** Starts a request. It goes on even if nobody waits for it, until the engine is closed. */
  Pending begin(FetchRequest request) throws IOException {
    if (LocalFiles.isLocal(request.url())) {
      return new Pending(deadline -> LocalFiles.read(request), request.url());
    }
    SingleFlight<RequestKey, FetchResult>.Ticket ticket = resources.begin(request, mode);
    synchronized (open) {
      open.removeIf(SingleFlight.Ticket::isDone);
      open.add(ticket);
      if (!closed) {
        return new Pending(ticket::await, request.url());
      }
    }
    ticket.leave();
    throw new IOException("the HTTP searcher is closed");
  }

  Optional<byte[]> cached(Digest digest) {
    return resources.blobs().read(digest);
  }

  /** Stores bytes whose digest has been computed. */
  void store(Digest digest, byte[] content) {
    resources.blobs().write(digest, content);
  }

  /** Cancels the requests that are in progress for this engine alone. */
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
