package io.github.luasearchers.testing.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One table of promises for every cache: what a second engine gets of what a first one has asked
 * for, in the same process, in another one that lives, and after that one was killed.
 */
public abstract class CachePromises {

  /** How the first module is kept, and what the second engine makes of it with a setting. */
  private static final String[][] PROMISES = {
    // module, settings of the second, what it gets, requests that it makes
    {"fresh", "", "1", "0"},
    {"stale", "", "1", "1"},
    {"stale", "mode=offline", "1", "0"},
    {"strict", "mode=offline", "1", "0"},
    {"missing", "mode=offline", "404, cached", "0"},
    {"never-asked", "mode=offline", "offline, not in cache", "0"},
    {"stale", "mode=prefer-cache", "1", "0"},
    {"never-asked", "mode=prefer-cache", "404", "1"},
    {"stale", "update=never", "1", "0"},
    {"stale", "update=interval:1h", "1", "0"},
    {"fresh", "update=always", "1", "1"},
    {"fresh", "update=interval:0s", "1", "1"},
    {"missing", "", "404, cached", "0"},
    {"missing", "missing=0s", "404", "1"},
    {"missing", "update=never missing=0s", "404", "1"},
    {"fails-now", "", "1", "1"},
    {"fails-now", "stale-if-error=0s", "HTTP 500", "1"},
    {"fails-strict", "", "HTTP 500", "1"},
    {"reader", "one.token=t0ken mode=offline", "1", "0"},
    {"reader", "one.token=another mode=offline", "offline, not in cache", "0"},
    {"reader", "mode=offline", "offline, not in cache", "0"},
  };

  @AutoClose private final TestServer server = new TestServer();

  private final String kind;

  /**
   * @param kind what messages call the cache
   */
  protected CachePromises(String kind) {
    this.kind = kind;
  }

  /** Returns the value of the setting {@code cache}. */
  protected abstract String cache() throws Exception;

  /** Tells whether the cache is there for other processes, and after a process was killed. */
  protected abstract boolean isShared();

  @SuppressWarnings("try") // What is killed is closed twice.
  @ParameterizedTest
  @ValueSource(strings = {"same process", "other process", "killed process"})
  void cache_keepsEveryPromise(String first) throws Exception {
    serve();
    String cache = cache();
    try (AutoCloseable plain =
            first(
                first, cache, "fresh", "stale", "strict", "missing", "fails-now", "fails-strict");
        AutoCloseable reader = first(first, cache, "one.token=t0ken", "reader")) {
      if (first.startsWith("killed")) {
        plain.close();
        reader.close();
      }
      server.status("/fails-now.lua", 500).status("/fails-strict.lua", 500);
      Thread.sleep(1_100);
      boolean shared = isShared() || first.startsWith("same");
      for (String[] promise : PROMISES) {
        keeps(cache, shared, kind + ", " + first, promise);
      }
    }
  }

  private void serve() {
    server
        .file("/fresh.lua", "1", "Cache-Control", "max-age=1000", "ETag", "\"f\"")
        .file("/stale.lua", "1", "Cache-Control", "max-age=0")
        .file("/strict.lua", "1", "Cache-Control", "no-cache, must-revalidate")
        .file("/fails-now.lua", "1", "Cache-Control", "max-age=0")
        .file("/fails-strict.lua", "1", "Cache-Control", "max-age=0, must-revalidate")
        .file("/reader.lua", "1", "Cache-Control", "max-age=1000");
  }

  /** The first engine, which stays open. */
  private AutoCloseable first(String where, String cache, String... words) throws Exception {
    if (!where.startsWith("same")) {
      List<String> arguments = new ArrayList<>(List.of(words));
      settings(cache).forEach((key, value) -> arguments.add(key + "=" + value));
      return ModesChild.start(arguments);
    }
    Settings settings = new Settings();
    settings(cache).forEach(settings::with);
    List<String> modules = new ArrayList<>();
    for (String word : words) {
      int sign = word.indexOf('=');
      if (sign > 0) {
        settings.with(word.substring(0, sign), word.substring(sign + 1));
      } else {
        modules.add(word);
      }
    }
    LuaSearcher searcher = HttpProvider.create(settings);
    for (String module : modules) {
      searcher.search(module);
    }
    return searcher;
  }

  private Map<String, String> settings(String cache) {
    return new TreeMap<>(
        Map.of(
            "repositories", "one",
            "one.url", server.url(),
            "path", "?.lua",
            "cache", cache,
            "retries", "0",
            "breaker-failures", "1000"));
  }

  private void keeps(String cache, boolean shared, String place, String[] promise)
      throws IOException {
    Settings settings = new Settings();
    settings(cache).forEach(settings::with);
    for (String word : promise[1].isEmpty() ? new String[0] : promise[1].split(" ")) {
      settings.with(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
    int before = server.requests().size();
    String got;
    try (LuaSearcher searcher = HttpProvider.create(settings)) {
      got = outcome(searcher, promise[0]);
    }
    int asked = server.requests().size() - before;
    String name = place + ": " + promise[0] + " " + promise[1];
    Corpus.add("modes", name, got + ", " + asked + " requests");
    if (shared) {
      assertThat(got).as(name).isEqualTo(promise[2]);
      assertThat(asked).as(name + ", requests").isEqualTo(Integer.parseInt(promise[3]));
    } else {
      // Nothing is shared, and so nothing is known: it is as with an empty cache.
      boolean offline = promise[1].contains("offline");
      assertThat(asked).as(name + ", requests").isEqualTo(offline ? 0 : 1);
      assertThat(got.equals("offline, not in cache")).as(name).isEqualTo(offline);
    }
  }

  private static String outcome(LuaSearcher searcher, String module) {
    try {
      SearchResult result = searcher.search(module);
      return result instanceof SearchResult.NotFound missing
          ? missing.sentences().get(0).replaceAll(".*\\((.*)\\)", "$1")
          : ((SearchResult.Source) result).content().asCharSource(UTF_8).read();
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).replaceAll(".*': ", "");
    }
  }
}
