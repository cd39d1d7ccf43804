package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.ExpectedContent;
import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.remote.RemoteFile;
import io.github.luasearchers.searchers.http.remote.RemoteFiles;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The repositories of a searcher, for another searcher. */
final class RemoteRepositories implements RemoteFiles {

  private final List<Repository> repositories;
  private final Fetcher fetcher;
  private final LockFile lock;
  private final Predicate<String> reloads;
  private final Duration time;

  RemoteRepositories(
      List<Repository> repositories,
      Fetcher fetcher,
      LockFile lock,
      Predicate<String> reloads,
      Duration time) {
    this.repositories = repositories;
    this.fetcher = fetcher;
    this.lock = lock;
    this.reloads = reloads;
    this.time = time;
  }

  @Override
  public List<String> repositories() {
    return repositories.stream().map(Repository::id).toList();
  }

  private Repository repository(String id) throws IOException {
    for (Repository repository : repositories) {
      if (repository.id().equals(id)) {
        return repository;
      }
    }
    throw new IOException(
        "the lock file names the repository '" + id + "', which the settings do not have");
  }

  @Override
  public String address(String repository) {
    for (Repository each : repositories) {
      if (each.id().equals(repository)) {
        return each.base().toString();
      }
    }
    return repository;
  }

  @Override
  public LockFile lock() {
    return lock;
  }

  @Override
  public Duration missing(String repository) {
    return repositories.stream()
        .filter(each -> each.id().equals(repository))
        .map(each -> each.rules().missing())
        .findFirst()
        .orElse(Duration.ZERO);
  }

  @Override
  public Optional<byte[]> cached(Digest digest) {
    return fetcher.cached(digest);
  }

  @Override
  public boolean isReloaded(String module) {
    return reloads.test(module);
  }

  @Override
  public Visit visit() {
    return new TimedVisit(Deadline.in(time));
  }

  private final class TimedVisit implements Visit {

    private final Deadline deadline;

    TimedVisit(Deadline deadline) {
      this.deadline = deadline;
    }

    @Override
    public Pending fetch(String repository, String path, Kind kind, boolean fresh)
        throws IOException {
      Repository known = repository(repository);
      // A lock file records what the servers have now, not what the cache has had for a while.
      boolean recorded = lock.mode() == LockFile.Mode.RECORD;
      Repository asked =
          recorded
              ? known.with(UpdatePolicy.RECORDED)
              : fresh ? known.with(UpdatePolicy.RELOADED) : known;
      return begin(asked, asked.at(path), Optional.empty(), kind);
    }

    @Override
    public Pending fetchLocked(String key, LockEntry locked) throws IOException {
      ExpectedContent expected = lock.expected(key, locked);
      Optional<byte[]> cached = fetcher.cached(locked.digest());
      if (cached.isPresent()) {
        expected.verify(locked.digest(), cached.get().length);
        RemoteFile file = new RemoteFile(locked.url(), cached.get(), locked.digest());
        return () -> Optional.of(file);
      }
      return begin(
          repository(locked.repository()), locked.url(), Optional.of(expected), Kind.ARCHIVE);
    }

    private Pending begin(
        Repository repository, URI url, Optional<ExpectedContent> expected, Kind kind)
        throws IOException {
      FetchRequest.Kind limits =
          kind == Kind.ARCHIVE ? FetchRequest.Kind.BUNDLE : FetchRequest.Kind.DOCUMENT;
      Fetcher.Pending pending = fetcher.begin(new FetchRequest(repository, url, expected, limits));
      return () ->
          pending.await(deadline) instanceof FetchResult.Found found
              ? Optional.of(new RemoteFile(url, found.content(), found.digest()))
              : Optional.empty();
    }
  }
}
