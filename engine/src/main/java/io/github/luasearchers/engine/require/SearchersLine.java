package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.Excerpt;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The line of the log that names an engine's searchers in their order, and where they come from.
 * Engines of the same class loader with the same searchers have one line together.
 */
final class SearchersLine {

  private final List<SearcherFunction> searchers;
  private final Map<String, LuaSearcherProvider> providers;
  private final Discovery discovery;

  SearchersLine(
      List<SearcherFunction> searchers,
      Map<String, LuaSearcherProvider> providers,
      Discovery discovery) {
    this.searchers = searchers;
    this.providers = providers;
    this.discovery = discovery;
  }

  void log() {
    String line = line();
    if (discovery.isNews(line)) {
      RequireLog.searchers(line);
    }
  }

  private String line() {
    StringBuilder line = new StringBuilder("searchers of ").append(discovery.loaderName());
    String separator = ": ";
    for (SearcherFunction each : searchers) {
      @Nullable LuaSearcherProvider provider = providers.get(each.name());
      line.append(separator)
          .append(each.name())
          .append(provider == null ? "" : " (" + home(provider.getClass()) + ")");
      separator = ", ";
    }
    return Excerpt.line(line.toString());
  }

  /** Returns the jar or folder that a class comes from; where that is not known, its name. */
  private static String home(Class<?> type) {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    @Nullable URL location = source == null ? null : source.getLocation();
    return location == null ? type.getName() : location.toString();
  }
}
