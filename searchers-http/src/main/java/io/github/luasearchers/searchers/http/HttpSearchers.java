package io.github.luasearchers.searchers.http;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchContext;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes searchers of settings. Apart from the provider, whose jar may lie on the class path of
 * those who have no repositories: they load that one class and no other.
 */
final class HttpSearchers {

  private HttpSearchers() {}

  /**
   * Makes the searcher of an engine.
   *
   * @param host what the host gave, if it gave anything
   */
  static LuaSearcher create(
      SearchContext context, @Nullable HostObjects host, Predicate<String> reloads) {
    HttpSettings settings = new HttpSettings(context, "");
    List<Repository> repositories = repositories(context, host == null ? HostObjects.NONE : host);
    if (repositories.isEmpty()) {
      return LuaSearcher.none();
    }
    Mode mode = settings.get(HttpKeys.MODE);
    Duration time = settings.get(HttpKeys.REQUIRE_TIMEOUT);
    CacheSettings cache = CacheSettings.read(settings);
    LockFile lock = lock(settings);
    if (lock.mode() == LockFile.Mode.RECORD && mode == Mode.OFFLINE) {
      throw new IllegalArgumentException(
          "lua.http.lock = record asks the servers, and lua.http.mode = offline asks nobody: change"
              + " one of them");
    }
    Resources resources = Resources.acquire(cache, lock);
    return new HttpSearcher(repositories, new Fetches(resources, lock, mode), lock, reloads, time);
  }

  /** Makes the searcher of a command, which asks servers and heeds no lock file. */
  static HttpSearcher forCommand(SearchContext context) {
    HttpSettings settings = new HttpSettings(context, "");
    List<Repository> repositories = repositories(context, HostObjects.NONE);
    if (repositories.isEmpty()) {
      throw new IllegalArgumentException(
          "there are no repositories: set lua.http.repositories, by -D or in a lua.properties on the"
              + " class path, as the program does whose lock file it is");
    }
    LockFile none = LockFile.off();
    Resources resources = Resources.acquire(CacheSettings.read(settings), none);
    Duration time = settings.get(HttpKeys.REQUIRE_TIMEOUT);
    Fetches fetches = new Fetches(resources, none, Mode.ONLINE);
    return new HttpSearcher(repositories, fetches, none, name -> false, time);
  }

  private static List<Repository> repositories(SearchContext context, HostObjects host) {
    return Repository.readAll(
        new HttpSettings(context, ""), host, id -> new HttpSettings(context, id));
  }

  private static LockFile lock(HttpSettings settings) {
    Path file = lockFile(settings);
    try {
      LockFile.Mode standard = LockFile.isThere(file) ? LockFile.Mode.VERIFY : LockFile.Mode.OFF;
      LockFile.Mode mode = settings.find(HttpKeys.LOCK).orElse(standard);
      return LockFile.open(file, mode, key(settings));
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static Path lockFile(HttpSettings settings) {
    String name = settings.get(HttpKeys.LOCK_FILE);
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw settings.malformed(HttpKeys.LOCK_FILE, name, "give the name of a file");
    }
  }

  static Optional<Signatures> key(HttpSettings settings) {
    return settings.key(HttpKeys.LOCK_KEY);
  }
}
