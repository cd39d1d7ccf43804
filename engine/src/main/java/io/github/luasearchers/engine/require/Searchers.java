package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the searchers of one engine, in the order that {@code lua.searchers} says. */
final class Searchers {

  private final PackageLibrary library;
  private final Discovery discovery;
  private final LeftOut leftOut;
  private final SearcherOrder order;
  private final Map<String, LuaSearcherProvider> providers;
  private final List<SearcherFunction> functions = new ArrayList<>();

  private Searchers(PackageLibrary library, Discovery discovery, LeftOut leftOut) {
    this.library = library;
    this.discovery = discovery;
    this.leftOut = leftOut;
    String text =
        library.options().settings().get(SearcherOrder.KEY).orElse(SearcherOrder.STANDARD);
    this.order = discovery.order(text);
    this.providers = providers(discovery, library.options().searchers());
  }

  private static Map<String, LuaSearcherProvider> providers(
      Discovery discovery, List<LuaSearcherProvider> given) {
    if (given.isEmpty()) {
      return discovery.searchers();
    }
    Map<String, LuaSearcherProvider> all = new TreeMap<>(discovery.searchers());
    Map<String, LuaSearcherProvider> own = new TreeMap<>();
    for (LuaSearcherProvider provider : given) {
      String name = provider.name();
      if (!Discovery.isName(name)) {
        throw new IllegalArgumentException(
            "The searcher "
                + provider.getClass().getName()
                + " is named '"
                + name
                + "'. Let its"
                + " name be of lower-case letters, digits and hyphens, and start with a letter.");
      }
      if (own.put(name, provider) != null) {
        throw new IllegalArgumentException(
            "Two searchers named '" + name + "' were given to the engine. Rename or remove one.");
      }
    }
    all.putAll(own);
    return all;
  }

  /**
   * Makes the searchers.
   *
   * @throws IllegalArgumentException if a setting can't be used; the message says what to do
   */
  static List<SearcherFunction> create(
      PackageLibrary library, Discovery discovery, LeftOut leftOut) {
    Searchers searchers = new Searchers(library, discovery, leftOut);
    try {
      searchers.addAll();
    } catch (RuntimeException | Error e) {
      searchers.close(e);
      throw e;
    }
    return searchers.functions;
  }

  private void addAll() {
    List<String> names = order.names();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.equals(SearcherOrder.REST)) {
        addRest();
      } else {
        addNamed(name);
      }
    }
  }

  private void addRest() {
    for (LuaSearcherProvider provider : providers.values()) {
      String name = provider.name();
      if (!order.contains(name)) {
        addIfUsable(name, provider);
      }
    }
  }

  private void addNamed(String name) {
    @Nullable LuaSearcherProvider provider = providers.get(name);
    if (order.isOptional(name)) {
      if (provider != null) {
        addIfUsable(name, provider);
      } else {
        leftOut.addAbsent(name);
      }
      return;
    }
    if (provider == null) {
      throw new IllegalArgumentException(missing(name));
    }
    try {
      add(name, provider);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalArgumentException(
          SearcherOrder.KEY
              + " names '"
              + name
              + "', but this searcher can't be used: "
              + LinkFailure.text(e)
              + ". Repair or replace its jar, or remove the name.",
          e);
    }
  }

  private String missing(String name) {
    if (discovery.isUnregistered(name)) {
      return SearcherOrder.KEY + " names '" + name + "', which is" + LeftOut.UNREGISTERED;
    }
    Collection<String> problems = discovery.problems();
    String broken =
        problems.isEmpty() ? "" : " (and some that could not be created: " + problems + ")";
    return SearcherOrder.KEY
        + " names '"
        + name
        + "', but no jar on the class path provides it;"
        + " found: "
        + String.join(", ", providers.keySet())
        + broken
        + ". Add its jar or remove the name.";
  }

  /**
   * Adds a searcher that the order does not insist on. A wrong setting still is the user's to mend.
   */
  private void addIfUsable(String name, LuaSearcherProvider provider) {
    try {
      add(name, provider);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      leftOut.addBroken("the searcher '" + name + "'", e);
    }
  }

  private void add(String name, LuaSearcherProvider provider) {
    @Nullable LuaSearcher searcher =
        provider.create(new EngineContext(library, name, DeclaredSettings.of(provider)));
    if (searcher == null) {
      throw new IllegalStateException(provider.getClass().getName() + " created no searcher");
    }
    functions.add(new SearcherFunction(library, name, searcher));
  }

  /** Closes what was made before it came to an error. */
  private void close(Throwable error) {
    for (SearcherFunction function : functions) {
      try {
        function.searcher().close();
      } catch (RuntimeException | Error e) {
        error.addSuppressed(e);
      }
    }
  }
}
