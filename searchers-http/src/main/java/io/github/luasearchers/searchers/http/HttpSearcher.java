package io.github.luasearchers.searchers.http;

import com.google.common.io.ByteSource;
import io.github.luasearchers.searchers.http.HttpEvent.Kind;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.Printable;
import io.github.luasearchers.searchers.http.integrity.ExpectedContent;
import io.github.luasearchers.searchers.http.integrity.IntegrityException;
import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.integrity.ModuleLocator;
import io.github.luasearchers.searchers.http.remote.RemoteFiles;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Searches the repositories for modules, in the order of the setting. */
final class HttpSearcher implements LuaSearcher, ModuleLocator, RemoteFiles.Source {

  private final List<Repository> repositories;
  private final Fetcher fetcher;
  private final IndexedSearch indexed;
  private final LockFile lock;
  private final Predicate<String> reloads;
  private final Duration time;

  /** How many searches are under way. */
  private final AtomicInteger searches = new AtomicInteger();

  /**
   * @param reloads tells whether a module must be revalidated, whatever the cache has
   * @param time how long one search may take
   */
  HttpSearcher(
      List<Repository> repositories,
      Fetcher fetcher,
      LockFile lock,
      Predicate<String> reloads,
      Duration time) {
    this.repositories = repositories;
    this.fetcher = fetcher;
    this.indexed = new IndexedSearch(fetcher);
    this.lock = lock;
    this.reloads = reloads;
    this.time = time;
  }

  /** A module that was found, and the repository that has it. */
  private record Hit(Repository repository, URI url, FetchResult.Found found) {

    LockEntry locked() {
      return new LockEntry(repository.id(), url, found.digest(), found.content().length);
    }
  }

  @Override
  public RemoteFiles remoteFiles() {
    return new RemoteRepositories(repositories, fetcher, lock, reloads, time);
  }

  /** All that a search changes is guarded, and most of it is shared by engines anyway. */
  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public SearchResult search(String moduleName) throws IOException {
    searches.incrementAndGet();
    try {
      return searchCounted(moduleName);
    } finally {
      searches.decrementAndGet();
    }
  }

  private SearchResult searchCounted(String moduleName) throws IOException {
    Optional<String> path = ModulePath.of(moduleName);
    if (path.isEmpty()) {
      return SearchResult.notFound(
          "no url for module '" + Printable.text(moduleName) + "' (not a plain name)");
    }
    Deadline deadline = Deadline.in(time);
    Optional<LockEntry> locked = lock.find(moduleName);
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

  /** Returns the policy that replaces those of the repositories, if there is one. */
  private Optional<UpdatePolicy> policy(String moduleName) {
    if (reloads.test(moduleName)) {
      indexed.forget();
      return Optional.of(UpdatePolicy.RELOADED);
    }
    // A lock file records what the servers have now, not what the cache has had for a while.
    return lock.mode() == LockFile.Mode.RECORD
        ? Optional.of(UpdatePolicy.RECORDED)
        : Optional.empty();
  }

  @Override
  public LockEntry locate(String moduleName) throws IOException {
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
    repository.events().report(Kind.SEARCH, repository.base(), moduleName);
    return repository.index()
        ? indexed
            .search(repository, moduleName, deadline, sentences)
            .map(hit -> new Hit(repository, hit.url(), hit.found()))
        : probe(repository, path, deadline, sentences);
  }

  /**
   * Takes the first of a module's URLs that exists. All are requested at once, unless other modules
   * are searched for as well: then more modules per request count for more than the time for one.
   */
  private Optional<Hit> probe(
      Repository repository, String path, Deadline deadline, List<String> sentences)
      throws IOException {
    List<URI> urls = repository.candidates(path);
    boolean alone = searches.get() <= 1;
    List<Fetcher.Pending> pending = new ArrayList<>();
    for (int i = 0; alone && i < urls.size(); i++) {
      pending.add(begin(repository, urls.get(i)));
    }
    for (int i = 0; i < urls.size(); i++) {
      Fetcher.Pending asked = alone ? pending.get(i) : begin(repository, urls.get(i));
      FetchResult result = asked.await(deadline);
      if (result instanceof FetchResult.Found found) {
        return Optional.of(new Hit(repository, urls.get(i), found));
      }
      sentences.add(
          "no file '" + urls.get(i) + "' (" + ((FetchResult.Missing) result).reason() + ")");
    }
    return Optional.empty();
  }

  private Fetcher.Pending begin(Repository repository, URI url) throws IOException {
    return fetcher.begin(
        new FetchRequest(repository, url, Optional.empty(), FetchRequest.Kind.MODULE));
  }

  private SearchResult searchLocked(String moduleName, LockEntry locked, Deadline deadline)
      throws IOException {
    Optional<byte[]> cached = fetcher.cached(locked.digest());
    if (cached.isPresent()) {
      lock.expected(moduleName, locked).verify(locked.digest(), cached.get().length);
      return source(locked.url(), cached.get(), locked.digest());
    }
    Repository repository = repository(moduleName, locked);
    Optional<ExpectedContent> expected = Optional.of(lock.expected(moduleName, locked));
    FetchRequest request =
        new FetchRequest(repository, locked.url(), expected, FetchRequest.Kind.MODULE);
    FetchResult result = fetcher.begin(request).await(deadline);
    if (result instanceof FetchResult.Found found) {
      return source(moduleName, new Hit(repository, locked.url(), found));
    }
    throw new IOException(
        "module '"
            + moduleName
            + "' is in the lock file and not at '"
            + locked.url()
            + "' ("
            + ((FetchResult.Missing) result).reason()
            + "): if it has moved, run 'lock update "
            + moduleName
            + "'");
  }

  private Repository repository(String moduleName, LockEntry locked) throws IOException {
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
    hit.repository.events().report(Kind.FOUND, hit.url, moduleName);
    return source(hit.url, hit.found.content(), hit.found.digest());
  }

  private static SearchResult source(URI url, byte[] content, Digest digest) {
    return SearchResult.source(ByteSource.wrap(content), "@" + url, url.toString())
        .withStamp(digest.hex());
  }

  @Override
  public void close() {
    fetcher.close();
    lock.close();
  }
}
