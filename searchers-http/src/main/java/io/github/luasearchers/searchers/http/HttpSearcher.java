package io.github.luasearchers.searchers.http;

import com.google.common.io.ByteSource;
import io.github.luasearchers.searchers.http.HttpEvent.Kind;
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
  private final Fetches fetches;
  private final IndexedSearch indexed;
  private final LockFile lock;
  private final Reloads reloads;
  private final Duration time;

  /**
   * @param time how long one search may take
   */
  HttpSearcher(
      List<Repository> repositories,
      Fetches fetches,
      LockFile lock,
      Reloads reloads,
      Duration time) {
    this.repositories = repositories;
    this.fetches = fetches;
    this.indexed = new IndexedSearch(fetches);
    this.lock = lock;
    this.reloads = reloads;
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
    boolean again = reloads.take(moduleName);
    if (again) {
      indexed.forget();
    }
    List<String> sentences = new ArrayList<>();
    for (Repository known : repositories) {
      Repository repository = again ? known.askedAgain() : known;
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

  private Optional<SearchResult> search(
      Repository repository,
      String moduleName,
      String path,
      Deadline deadline,
      List<String> sentences)
      throws IOException {
    repository.events().tell(Kind.SEARCH, repository.base(), moduleName);
    Optional<IndexedSearch.Hit> hit =
        repository.index()
            ? indexed.search(repository, moduleName, deadline, sentences)
            : probe(repository, path, deadline, sentences);
    if (hit.isEmpty()) {
      return Optional.empty();
    }
    URI url = hit.get().url();
    Answer.Found found = hit.get().found();
    lock.confirm(
        moduleName, new Locked(repository.id(), url, found.digest(), found.content().length));
    repository.events().tell(Kind.FOUND, url, moduleName);
    return Optional.of(source(url, found.content(), found.digest()));
  }

  /** Asks for all of a module's addresses at once, and takes the first that there is. */
  private Optional<IndexedSearch.Hit> probe(
      Repository repository, String path, Deadline deadline, List<String> sentences)
      throws IOException {
    List<URI> urls = repository.candidates(path);
    List<Fetches.Pending> pending = new ArrayList<>();
    for (URI url : urls) {
      pending.add(fetches.begin(new Errand(repository, url, Optional.empty(), Errand.Kind.MODULE)));
    }
    for (int i = 0; i < urls.size(); i++) {
      Answer answer = pending.get(i).await(deadline);
      if (answer instanceof Answer.Found found) {
        return Optional.of(new IndexedSearch.Hit(urls.get(i), found));
      }
      sentences.add("no file '" + urls.get(i) + "' (" + ((Answer.Missing) answer).reason() + ")");
    }
    return Optional.empty();
  }

  private SearchResult searchLocked(String moduleName, Locked locked, Deadline deadline)
      throws IOException {
    Optional<byte[]> kept = fetches.kept(locked.digest());
    if (kept.isPresent()) {
      return source(locked.url(), kept.get(), locked.digest());
    }
    Repository repository = repository(moduleName, locked);
    Errand errand =
        new Errand(repository, locked.url(), Optional.of(locked.digest()), Errand.Kind.MODULE);
    Answer answer = fetches.begin(errand).await(deadline);
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

  @Override
  public void close() {
    fetches.close();
  }
}
