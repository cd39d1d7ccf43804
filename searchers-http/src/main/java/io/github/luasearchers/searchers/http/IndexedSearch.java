package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.Bundles;
import io.github.luasearchers.searchers.http.integrity.ExpectedContent;
import io.github.luasearchers.searchers.http.integrity.IntegrityException;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex.Bundle;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Searches repositories that publish an index. No request is sent for modules that are not in it.
 * With a module all that it requires is fetched as well: in one archive if there is a matching one,
 * else in parallel requests. Any number of threads may search: the first fetches the index or the
 * archive, and the others wait for it.
 */
final class IndexedSearch {

  /** Each prefetch has a thread, and most of these wait for the limit of their origin. */
  private static final int MAX_PREFETCHES = 32;

  private final Map<String, Known> known = new HashMap<>();
  private final Set<Digest> fetched = ConcurrentHashMap.newKeySet();
  private final Object unpacking = new Object();
  private final Fetcher fetcher;

  IndexedSearch(Fetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** An index, and until when it is used without asking for a newer one. */
  private record Known(ModuleIndex index, Deadline until) {}

  /** A module that was found. */
  record Hit(URI url, FetchResult.Found found) {}

  /**
   * Searches for a module.
   *
   * @param sentences gets the reason if there is none
   * @throws IOException if the index or the module can't be fetched
   */
  Optional<Hit> search(
      Repository repository, String moduleName, Deadline deadline, List<String> sentences)
      throws IOException {
    ModuleIndex index = index(repository, deadline);
    Optional<ModuleIndex.Module> module = index.find(moduleName);
    if (module.isEmpty()) {
      sentences.add("no module '" + moduleName + "' in '" + indexUrl(repository) + "'");
      return Optional.empty();
    }
    URI url = repository.at(module.get().path());
    Fetcher.Pending pending = begin(repository, index, moduleName, module.get(), deadline);
    FetchResult result = pending.await(deadline);
    if (result instanceof FetchResult.Found found) {
      return Optional.of(new Hit(url, found));
    }
    // A repository that lacks a module of its index is broken: no other one takes its place.
    throw new IOException(
        "the index '"
            + indexUrl(repository)
            + "' names module '"
            + moduleName
            + "', and there is no file '"
            + url
            + "' ("
            + ((FetchResult.Missing) result).reason()
            + ")");
  }

  private Fetcher.Pending begin(
      Repository repository,
      ModuleIndex index,
      String moduleName,
      ModuleIndex.Module module,
      Deadline deadline)
      throws IOException {
    Optional<Bundle> bundle = index.bundle(moduleName);
    boolean first = !fetched.contains(module.digest());
    if (first && bundle.isPresent()) {
      synchronized (unpacking) {
        if (fetcher.cached(module.digest()).isEmpty()) {
          unpack(repository, index, bundle.get(), deadline);
        }
      }
    }
    Fetcher.Pending pending = fetcher.begin(request(repository, module));
    fetched.add(module.digest());
    if (bundle.isEmpty()) {
      prefetch(repository, index, index.closure(moduleName));
    }
    return pending;
  }

  /** Starts to fetch what will be required. The rest of a large closure is fetched on demand. */
  private void prefetch(Repository repository, ModuleIndex index, List<String> closure)
      throws IOException {
    int begun = 0;
    for (String name : closure) {
      ModuleIndex.Module needed = index.find(name).orElseThrow();
      if (begun < MAX_PREFETCHES && fetched.add(needed.digest())) {
        fetcher.begin(request(repository, needed));
        begun++;
      }
    }
  }

  private static FetchRequest request(Repository repository, ModuleIndex.Module module) {
    ExpectedContent expected = expected(repository, module.digest(), module.size());
    return new FetchRequest(
        repository, repository.at(module.path()), Optional.of(expected), FetchRequest.Kind.MODULE);
  }

  private static ExpectedContent expected(Repository repository, Digest digest, long size) {
    return new ExpectedContent(digest, size, "the index '" + indexUrl(repository) + "'", "");
  }

  private void unpack(Repository repository, ModuleIndex index, Bundle bundle, Deadline deadline)
      throws IOException {
    URI url = repository.at(bundle.path());
    ExpectedContent expected = expected(repository, bundle.digest(), bundle.size());
    FetchRequest request =
        new FetchRequest(repository, url, Optional.of(expected), FetchRequest.Kind.BUNDLE);
    if (fetcher.begin(request).await(deadline) instanceof FetchResult.Found found) {
      SortedMap<String, byte[]> modules =
          Bundles.read(url.toString(), found.content(), found.digest(), index, bundle);
      modules.forEach(
          (name, content) -> fetcher.store(index.find(name).orElseThrow().digest(), content));
    }
  }

  /** Forgets the indexes, so that they are fetched again. */
  void forget() {
    synchronized (known) {
      known.clear();
    }
  }

  // ---- the index itself

  private ModuleIndex index(Repository repository, Deadline deadline) throws IOException {
    synchronized (known) {
      @Nullable Known last = known.get(repository.id());
      if (last != null && !last.until.isOver()) {
        return last.index;
      }
      ModuleIndex index = fetchIndex(repository, deadline);
      // An index says which modules are missing, so it is believed as long as a 404.
      known.put(repository.id(), new Known(index, Deadline.in(repository.rules().missing())));
      return index;
    }
  }

  private ModuleIndex fetchIndex(Repository repository, Deadline deadline) throws IOException {
    URI url = indexUrl(repository);
    Fetcher.Pending pending = fetcher.begin(document(repository, url));
    Optional<Fetcher.Pending> signature = Optional.empty();
    if (repository.indexKey().isPresent()) {
      signature = Optional.of(fetcher.begin(document(repository, URI.create(url + ".sig"))));
    }
    FetchResult result = pending.await(deadline);
    if (result instanceof FetchResult.Missing missing) {
      throw new IOException(
          "there is no index '"
              + url
              + "' ("
              + missing.reason()
              + "): publish one, or set lua.http."
              + repository.id()
              + ".index = false");
    }
    byte[] content = ((FetchResult.Found) result).content();
    if (signature.isPresent()) {
      check(repository, url, content, signature.get().await(deadline));
    }
    return ModuleIndex.parse(url.toString(), content);
  }

  private static void check(Repository repository, URI url, byte[] content, FetchResult signature)
      throws IOException {
    Optional<byte[]> bytes =
        signature instanceof FetchResult.Found found
            ? Optional.of(found.content())
            : Optional.empty();
    try {
      repository.indexKey().orElseThrow().check(url.toString(), content, bytes);
    } catch (IOException e) {
      throw new IntegrityException(String.valueOf(e.getMessage()));
    }
  }

  private static URI indexUrl(Repository repository) {
    return repository.at(ModuleIndex.NAME);
  }

  private static FetchRequest document(Repository repository, URI url) {
    return new FetchRequest(repository, url, Optional.empty(), FetchRequest.Kind.DOCUMENT);
  }
}
