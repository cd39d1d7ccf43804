package io.github.luasearchers.searchers.http;

import com.google.common.io.ByteSource;
import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import io.github.luasearchers.searchers.http.Resources.Flight;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for modules in the repositories, in their order. */
final class HttpSearcher implements LuaSearcher {

  private final List<Repository> repositories;
  private final Resources resources;
  private final LockFile lock;
  private final Mode mode;
  private final Duration time;
  private final List<SingleFlight<Flight, Answer>.Ticket> open = new ArrayList<>();
  private boolean closed;

  HttpSearcher(
      List<Repository> repositories, Resources resources, LockFile lock, Mode mode, Duration time) {
    this.repositories = repositories;
    this.resources = resources;
    this.lock = lock;
    this.mode = mode;
    this.time = time;
  }

  @Override
  public SearchResult search(String moduleName) throws IOException {
    Optional<String> path = ModulePath.of(moduleName);
    if (path.isEmpty()) {
      return new SearchResult.NotFound(
          "no url for module '" + ModulePath.printable(moduleName) + "' (not a plain name)");
    }
    Deadline deadline = Deadline.in(time);
    Optional<Locked> locked = lock.find(moduleName);
    if (locked.isPresent()) {
      return searchLocked(moduleName, locked.get(), deadline);
    }
    List<String> sentences = new ArrayList<>();
    for (Repository repository : repositories) {
      if (!repository.names().admit(moduleName)) {
        sentences.add(
            "no url for module '" + moduleName + "' (not asked of '" + repository.id() + "')");
        continue;
      }
      try {
        Optional<SearchResult> found =
            search(repository, moduleName, path.get(), deadline, sentences);
        if (found.isPresent()) {
          return found.get();
        }
      } catch (IOException e) {
        if (!repository.anyError() || isFinal(e)) {
          throw e;
        }
        sentences.add("no file in '" + repository.base() + "' (" + e.getMessage() + ")");
      }
    }
    return new SearchResult.NotFound(sentences);
  }

  private static boolean isFinal(IOException e) {
    return e instanceof InterruptedIOException
        || (e instanceof Refusal refusal && refusal.isOfContent());
  }

  /** Asks for all of a module's addresses at once, and takes the first that there is. */
  private Optional<SearchResult> search(
      Repository repository,
      String moduleName,
      String path,
      Deadline deadline,
      List<String> sentences)
      throws IOException {
    repository.events().tell(Kind.SEARCH, repository.base(), moduleName);
    List<URI> urls = repository.candidates(path);
    List<SingleFlight<Flight, Answer>.Ticket> tickets = new ArrayList<>();
    for (URI url : urls) {
      tickets.add(begin(new Errand(repository, url, Optional.empty(), Errand.Kind.MODULE)));
    }
    for (int i = 0; i < urls.size(); i++) {
      Answer answer = await(tickets.get(i), urls.get(i), deadline);
      if (answer instanceof Answer.Found found) {
        Locked fetched =
            new Locked(repository.id(), urls.get(i), found.digest(), found.content().length);
        lock.confirm(moduleName, fetched);
        repository.events().tell(Kind.FOUND, urls.get(i), moduleName);
        return Optional.of(source(urls.get(i), found.content(), found.digest()));
      }
      sentences.add("no file '" + urls.get(i) + "' (" + ((Answer.Missing) answer).reason() + ")");
    }
    return Optional.empty();
  }

  private SearchResult searchLocked(String moduleName, Locked locked, Deadline deadline)
      throws IOException {
    Optional<byte[]> kept = resources.blobs().read(locked.digest());
    if (kept.isPresent()) {
      return source(locked.url(), kept.get(), locked.digest());
    }
    Repository repository = repository(moduleName, locked);
    Errand errand =
        new Errand(repository, locked.url(), Optional.of(locked.digest()), Errand.Kind.MODULE);
    Answer answer = await(begin(errand), locked.url(), deadline);
    if (answer instanceof Answer.Found found) {
      repository.events().tell(Kind.FOUND, locked.url(), moduleName);
      return source(locked.url(), found.content(), found.digest());
    }
    throw new IOException(
        "module '"
            + moduleName
            + "' is in the lockfile and not at '"
            + locked.url()
            + "' ("
            + ((Answer.Missing) answer).reason()
            + ")");
  }

  private Repository repository(String moduleName, Locked locked) throws IOException {
    for (Repository repository : repositories) {
      if (repository.id().equals(locked.repository())) {
        return repository;
      }
    }
    throw new IOException(
        "module '"
            + moduleName
            + "' is in the lockfile as one of the repository '"
            + locked.repository()
            + "', which lua.http.repositories does not have");
  }

  private static SearchResult source(URI url, byte[] content, Digest digest) {
    return new SearchResult.Source(
        ByteSource.wrap(content), "@" + url, url.toString(), Optional.of(digest.hex()));
  }

  private SingleFlight<Flight, Answer>.Ticket begin(Errand errand) throws IOException {
    SingleFlight<Flight, Answer>.Ticket ticket = resources.begin(errand, mode);
    synchronized (open) {
      open.removeIf(SingleFlight.Ticket::isDone);
      open.add(ticket);
      if (!closed) {
        return ticket;
      }
    }
    ticket.leave();
    throw new IOException("the HTTP searcher is closed");
  }

  private static Answer await(
      SingleFlight<Flight, Answer>.Ticket ticket, URI url, Deadline deadline) throws IOException {
    try {
      return ticket.await(deadline);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      String sentence = "cannot fetch '" + url + "': " + e.getMessage();
      throw e instanceof Refusal ? new Refusal(sentence, e) : new IOException(sentence, e);
    }
  }

  /** Stops whatever is still being fetched for this engine alone. */
  @Override
  public void close() {
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
