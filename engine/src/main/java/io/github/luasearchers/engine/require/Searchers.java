package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;

/** Makes the searchers of one engine, in the order that {@code lua.searchers} says. */
final class Searchers {

  private final LuaRuntime lua;
  private final LuaTable packageTable;
  private final PackageOptions options;
  private final OwnSearchers own;
  private final Loads loads;
  private final Map<String, LuaSearcherProvider> providers;
  private final SearcherOrder order;
  private final List<SearcherFunction> functions = new ArrayList<>();

  Searchers(
      LuaRuntime lua,
      LuaTable packageTable,
      PackageOptions options,
      OwnSearchers own,
      Loads loads) {
    this.lua = lua;
    this.packageTable = packageTable;
    this.options = options;
    this.own = own;
    this.loads = loads;
    String text = options.settings().get(SearcherOrder.KEY).orElse(SearcherOrder.STANDARD);
    this.order = options.providers().discovery().order(text);
    this.providers = options.providers().searchers();
  }

  /**
   * Makes the searchers.
   *
   * @throws IllegalArgumentException if a setting can't be used; the message says what to do
   */
  List<SearcherFunction> create() {
    try {
      addAll();
    } catch (RuntimeException | Error e) {
      close(e);
      throw e;
    }
    return functions;
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

  /** Returns the names of all searchers that there are. */
  private Set<String> names() {
    Set<String> names = new TreeSet<>(providers.keySet());
    names.addAll(OwnSearchers.NAMES);
    return names;
  }

  private void addRest() {
    for (String name : names()) {
      if (!order.contains(name)) {
        addIfUsable(name);
      }
    }
  }

  private void addNamed(String name) {
    boolean exists = providers.containsKey(name) || OwnSearchers.NAMES.contains(name);
    if (order.isOptional(name)) {
      if (exists) {
        addIfUsable(name);
      } else {
        options.providers().leftOut().addAbsent(name);
      }
      return;
    }
    if (!exists) {
      throw new IllegalArgumentException(missing(name));
    }
    try {
      add(name);
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
    if (options.providers().discovery().isUnregistered(name)) {
      return SearcherOrder.KEY + " names '" + name + "', which is" + LeftOut.UNREGISTERED;
    }
    Collection<String> problems = options.providers().discovery().problems();
    String broken =
        problems.isEmpty() ? "" : " (and some that could not be created: " + problems + ")";
    return SearcherOrder.KEY
        + " names '"
        + name
        + "', but no jar on the class path provides it;"
        + " found: "
        + String.join(", ", names())
        + broken
        + ". Add its jar or remove the name.";
  }

  /**
   * Adds a searcher that the order does not insist on. A wrong setting still is the user's to mend.
   */
  private void addIfUsable(String name) {
    try {
      add(name);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      options.providers().leftOut().addBroken("the searcher '" + name + "'", e);
    }
  }

  private void add(String name) {
    SearchContext context = new ProviderContext(lua, packageTable, options, name);
    @Nullable LuaSearcherProvider provider = providers.get(name);
    ModuleSearcher searcher =
        provider == null ? own.create(name, context) : create(name, provider, context);
    functions.add(new SearcherFunction(lua, packageTable, name, searcher, loads));
  }

  private ModuleSearcher create(String name, LuaSearcherProvider provider, SearchContext context) {
    @Nullable LuaSearcher searcher = provider.create(context);
    if (searcher == null) {
      throw new IllegalStateException(provider.getClass().getName() + " created no searcher");
    }
    return new ProvidedSearcher(lua, name, searcher, loads.mode() != ReloadMode.OFF);
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
