package io.github.luasearchers.searchers.http;

import com.google.common.io.ByteSource;
import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.Printable;
import io.github.luasearchers.searchers.http.integrity.Expected;
import io.github.luasearchers.searchers.http.integrity.IntegrityException;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.integrity.Locked;
import io.github.luasearchers.searchers.http.integrity.ModuleLocator;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks for modules in the repositories, in their order. */
final class HttpSearcher implements LuaSearcher, ModuleLocator {

  private final List<Repository> repositories;
  private final Fetches fetches;
  private final IndexedSearch indexed;
  private final LockFile lock;
  private final Predicate<String> reloads;
  private final Duration time;

  /**
   * @param reloads tells whether a module is to be asked for again, whatever the cache has
   * @param time how long one search may take
   */
  HttpSearcher(
      List<Repository> repositories,
      Fetches fetches,
      LockFile lock,
      Predicate<String> reloads,
      Duration time) {
    this.repositories = repositories;
    this.fetches = fetches;
    this.indexed = new IndexedSearch(fetches);
    this.lock = lock;
    this.reloads = reloads;
    this.time = time;
  }

  /** A module, and whose it is. */
  private record Hit(Repository repository, URI url, Answer.Found found) {

    Locked locked() {
      return new Locked(repository.id(), url, found.digest(), found.content().length);
    }
  }

  @Override
  public SearchResult search(String moduleName) throws IOException {
    Optional<String> path = ModulePath.of(moduleName);
    if (path.isEmpty()) {
      return SearchResult.notFound(
          "no url for module '" + Printable.text(moduleName) + "' (not a plain name)");
    }
    Deadline deadline = Deadline.in(time);
    Optional<Locked> locked = lock.find(moduleName);
    if (locked.isPresent()) {
      return searchLocked(moduleName, locked.get(), deadline);
    }
    List<String> sentences = new ArrayList<>();
    Optional<Hit> hit = find(moduleName, path.get(), policy(moduleName), deadline, sentences);
    if (hit.isEmpty()) {
      return SearchResult.notFound(sentences);
    }
    lock.confirm(moduleName, hit.get().locked());
    return source(moduleName, hit.get());
  }

  /** Returns what takes the place of the repositories' own policies, if anything does. */
  private Optional<UpdatePolicy> policy(String moduleName) {
    if (reloads.test(moduleName)) {
      indexed.forget();
      return Optional.of(UpdatePolicy.RELOADED);
    }
    // What is locked is what the servers have now, not what the cache has had for a while.
    return lock.mode() == LockFile.Mode.RECORD
        ? Optional.of(UpdatePolicy.RECORDED)
        : Optional.empty();
  }

  @Override
  public Locked locate(String moduleName) throws IOException {
    Optional<String> path = ModulePath.of(moduleName);
    if (path.isEmpty()) {
      throw new IOException("'" + Printable.text(moduleName) + "' is no name of a module");
    }
    List<String> sentences = new ArrayList<>();
    Optional<UpdatePolicy> policy = Optional.of(UpdatePolicy.RECORDED);
    return find(moduleName, path.get(), policy, Deadline.in(time), sentences)
        .map(Hit::locked)
        .orElseThrow(
            () ->
                new IOException(
                    "there is no module '" + moduleName + "': " + String.join(", ", sentences)));
  }

  private Optional<Hit> find(
      String moduleName,
      String path,
      Optional<UpdatePolicy> policy,
      Deadline deadline,
      List<String> sentences)
      throws IOException {
    for (Repository known : repositories) {
      Repository repository = policy.map(known::with).orElse(known);
      if (!repository.names().admit(moduleName)) {
        sentences.add(
            "no url for module '" + moduleName + "' (not asked of '" + repository.id() + "')");
        continue;
      }
      try {
        Optional<Hit> found = ask(repository, moduleName, path, deadline, sentences);
        if (found.isPresent()) {
          return found;
        }
      } catch (IOException e) {
        if (!repository.anyError() || isFinal(e)) {
          throw e;
        }
        sentences.add("no file in '" + repository.base() + "' (" + e.getMessage() + ")");
      }
    }
    return Optional.empty();
  }

  private static boolean isFinal(IOException e) {
    return e instanceof InterruptedIOException || e instanceof IntegrityException;
  }

  private Optional<Hit> ask(
      Repository repository,
      String moduleName,
      String path,
      Deadline deadline,
      List<String> sentences)
      throws IOException {
    repository.events().tell(Kind.SEARCH, repository.base(), moduleName);
    return repository.index()
        ? indexed
            .search(repository, moduleName, deadline, sentences)
            .map(hit -> new Hit(repository, hit.url(), hit.found()))
        : probe(repository, path, deadline, sentences);
  }

  /** Asks for all of a module's addresses at once, and takes the first that there is. */
  private Optional<Hit> probe(
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
        return Optional.of(new Hit(repository, urls.get(i), found));
      }
      sentences.add("no file '" + urls.get(i) + "' (" + ((Answer.Missing) answer).reason() + ")");
    }
    return Optional.empty();
  }

  private SearchResult searchLocked(String moduleName, Locked locked, Deadline deadline)
      throws IOException {
    Optional<byte[]> kept = fetches.kept(locked.digest());
    if (kept.isPresent()) {
      lock.expected(moduleName, locked).verify(locked.digest(), kept.get().length);
      return source(locked.url(), kept.get(), locked.digest());
    }
    Repository repository = repository(moduleName, locked);
    Optional<Expected> expected = Optional.of(lock.expected(moduleName, locked));
    Errand errand = new Errand(repository, locked.url(), expected, Errand.Kind.MODULE);
    Answer answer = fetches.begin(errand).await(deadline);
    if (answer instanceof Answer.Found found) {
      return source(moduleName, new Hit(repository, locked.url(), found));
    }
    throw new IOException(
        "module '"
            + moduleName
            + "' is in the lock file and not at '"
            + locked.url()
            + "' ("
            + ((Answer.Missing) answer).reason()
            + "): if it has moved, run 'lock update "
            + moduleName
            + "'");
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
            + "' is in the lock file as one of the repository '"
            + locked.repository()
            + "', which lua.http.repositories does not have");
  }

  private static SearchResult source(String moduleName, Hit hit) {
    hit.repository.events().tell(Kind.FOUND, hit.url, moduleName);
    return source(hit.url, hit.found.content(), hit.found.digest());
  }

  private static SearchResult source(URI url, byte[] content, Digest digest) {
    return SearchResult.source(ByteSource.wrap(content), "@" + url, url.toString())
        .withStamp(digest.hex());
  }

  @Override
  public void close() {
    fetches.close();
    lock.close();
  }
}
