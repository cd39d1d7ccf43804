package io.github.luasearchers.searchers.http;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.Bundles;
import io.github.luasearchers.searchers.http.integrity.Expected;
import io.github.luasearchers.searchers.http.integrity.IntegrityException;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex.Bundle;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks in repositories that publish an index. No server is asked for what is not there, and with a
 * module comes all that it will require, at once: in one archive, if there is a fitting one, or
 * else file by file and side by side.
 */
final class IndexedSearch {

  /** Each has a thread of its own, most of which wait until their server may be asked. */
  private static final int MOST_AHEAD = 32;

  private final Map<String, Known> known = new HashMap<>();
  private final Set<Digest> fetched = new HashSet<>();
  private final Fetches fetches;

  IndexedSearch(Fetches fetches) {
    this.fetches = fetches;
  }

  /** An index, and when to look whether it has changed. */
  private record Known(ModuleIndex index, Deadline until) {}

  /** A module that was found. */
  record Hit(URI url, Answer.Found found) {}

  /**
   * Looks for a module.
   *
   * @param sentences gets the reason if there is none
   * @throws IOException if that can't be said
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
    Fetches.Pending own = begin(repository, index, moduleName, module.get(), deadline);
    Answer answer = own.await(deadline);
    if (answer instanceof Answer.Found found) {
      return Optional.of(new Hit(url, found));
    }
    // Who says that it has a module, and has not, is no reason to take another's.
    throw new IOException(
        "the index '"
            + indexUrl(repository)
            + "' names module '"
            + moduleName
            + "', and there is no file '"
            + url
            + "' ("
            + ((Answer.Missing) answer).reason()
            + ")");
  }

  private Fetches.Pending begin(
      Repository repository,
      ModuleIndex index,
      String moduleName,
      ModuleIndex.Module module,
      Deadline deadline)
      throws IOException {
    Optional<Bundle> bundle = index.bundle(moduleName);
    boolean first = !fetched.contains(module.digest());
    if (first && bundle.isPresent() && fetches.kept(module.digest()).isEmpty()) {
      unpack(repository, index, bundle.get(), deadline);
    }
    Fetches.Pending own = fetches.begin(errand(repository, module));
    fetched.add(module.digest());
    if (bundle.isEmpty()) {
      fetchAhead(repository, index, index.closure(moduleName));
    }
    return own;
  }

  /** Begins to fetch what will be required; the rest of a large closure waits for its turn. */
  private void fetchAhead(Repository repository, ModuleIndex index, List<String> closure)
      throws IOException {
    int begun = 0;
    for (String name : closure) {
      ModuleIndex.Module needed = index.find(name).orElseThrow();
      if (begun < MOST_AHEAD && fetched.add(needed.digest())) {
        fetches.begin(errand(repository, needed));
        begun++;
      }
    }
  }

  private static Errand errand(Repository repository, ModuleIndex.Module module) {
    Expected expected = expected(repository, module.digest(), module.size());
    return new Errand(
        repository, repository.at(module.path()), Optional.of(expected), Errand.Kind.MODULE);
  }

  private static Expected expected(Repository repository, Digest digest, long size) {
    return new Expected(digest, size, "the index '" + indexUrl(repository) + "'", "");
  }

  private void unpack(Repository repository, ModuleIndex index, Bundle bundle, Deadline deadline)
      throws IOException {
    URI url = repository.at(bundle.path());
    Expected expected = expected(repository, bundle.digest(), bundle.size());
    Errand errand = new Errand(repository, url, Optional.of(expected), Errand.Kind.BUNDLE);
    if (fetches.begin(errand).await(deadline) instanceof Answer.Found found) {
      SortedMap<String, byte[]> modules =
          Bundles.read(url.toString(), found.content(), found.digest(), index, bundle);
      modules.forEach(
          (name, content) -> fetches.keep(index.find(name).orElseThrow().digest(), content));
    }
  }

  /** Has the indexes asked for again. */
  void forget() {
    known.clear();
  }

  // ---- the index itself

  private ModuleIndex index(Repository repository, Deadline deadline) throws IOException {
    @Nullable Known last = known.get(repository.id());
    if (last != null && !last.until.isOver()) {
      return last.index;
    }
    ModuleIndex index = fetchIndex(repository, deadline);
    // It says what is missing, and is believed as long as a 404 would be.
    known.put(repository.id(), new Known(index, Deadline.in(repository.rules().missing())));
    return index;
  }

  private ModuleIndex fetchIndex(Repository repository, Deadline deadline) throws IOException {
    URI url = indexUrl(repository);
    Fetches.Pending pending = fetches.begin(document(repository, url));
    Optional<Fetches.Pending> signature = Optional.empty();
    if (repository.indexKey().isPresent()) {
      signature = Optional.of(fetches.begin(document(repository, URI.create(url + ".sig"))));
    }
    Answer answer = pending.await(deadline);
    if (answer instanceof Answer.Missing missing) {
      throw new IOException(
          "there is no index '"
              + url
              + "' ("
              + missing.reason()
              + "): publish one, or set lua.http."
              + repository.id()
              + ".index = false");
    }
    byte[] content = ((Answer.Found) answer).content();
    if (signature.isPresent()) {
      check(repository, url, content, signature.get().await(deadline));
    }
    return ModuleIndex.parse(url.toString(), content);
  }

  private static void check(Repository repository, URI url, byte[] content, Answer signature)
      throws IOException {
    Optional<byte[]> bytes =
        signature instanceof Answer.Found found ? Optional.of(found.content()) : Optional.empty();
    try {
      repository.indexKey().orElseThrow().check(url.toString(), content, bytes);
    } catch (IOException e) {
      throw new IntegrityException(String.valueOf(e.getMessage()));
    }
  }

  private static URI indexUrl(Repository repository) {
    return repository.at(ModuleIndex.NAME);
  }

  private static Errand document(Repository repository, URI url) {
    return new Errand(repository, url, Optional.empty(), Errand.Kind.DOCUMENT);
  }
}
