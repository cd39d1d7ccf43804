package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The searchers and linkers that there are for one engine, by name: those that jars bring, and
 * those that the host gave, which take the place of others. Looked for when they are first asked
 * for, and then once.
 */
public final class Providers {

  private final ClassLoader loader;
  private final List<LuaSearcherProvider> givenSearchers;
  private final List<LibraryLinker> givenLinkers;

  /** Kept alive as long as there is an engine that uses it. */
  private @Nullable Discovery discovery;

  private @Nullable Map<String, LuaSearcherProvider> searchers;
  private @Nullable Map<String, LibraryLinker> linkers;
  private @Nullable Map<String, DeclaredSettings> declared;

  /**
   * @param loader where jars are looked for
   * @param searchers those that the host gave
   * @param linkers likewise
   */
  public Providers(
      ClassLoader loader, List<LuaSearcherProvider> searchers, List<LibraryLinker> linkers) {
    this.loader = loader;
    this.givenSearchers = searchers;
    this.givenLinkers = linkers;
  }

  /** Tells whether the host gave none, so that nothing can be wrong with them. */
  boolean isPlain() {
    return givenSearchers.isEmpty() && givenLinkers.isEmpty();
  }

  Discovery discovery() {
    @Nullable Discovery known = discovery;
    if (known == null) {
      known = Discovery.of(loader);
      discovery = known;
    }
    return known;
  }

  /**
   * Returns the providers of searchers, Lua's own apart, in the order of their names.
   *
   * @throws IllegalArgumentException if the host gave one whose name can't be used
   */
  Map<String, LuaSearcherProvider> searchers() {
    @Nullable Map<String, LuaSearcherProvider> known = searchers;
    if (known == null) {
      known = discovery().searchers();
      if (!givenSearchers.isEmpty()) {
        known = new TreeMap<>(known);
        known.putAll(checked(givenSearchers));
      }
      searchers = known;
    }
    return known;
  }

  private static Map<String, LuaSearcherProvider> checked(List<LuaSearcherProvider> given) {
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
    return own;
  }

  /** Returns the linkers, in the order of their names. */
  Collection<LibraryLinker> linkers() {
    return linkersByName().values();
  }

  private Map<String, LibraryLinker> linkersByName() {
    @Nullable Map<String, LibraryLinker> known = linkers;
    if (known == null) {
      known = new TreeMap<>(discovery().linkers());
      for (LibraryLinker linker : givenLinkers) {
        known.put(linker.name(), linker);
      }
      linkers = known;
    }
    return known;
  }

  /** Returns what settings they all declare, used or not, by their names. */
  public Map<String, DeclaredSettings> declared() {
    @Nullable Map<String, DeclaredSettings> known = declared;
    if (known == null) {
      known = new TreeMap<>();
      Set<String> names = new TreeSet<>(OwnSearchers.NAMES);
      names.addAll(searchers().keySet());
      names.addAll(linkersByName().keySet());
      for (String name : names) {
        known.put(name, declared(name));
      }
      declared = known;
    }
    return known;
  }

  private DeclaredSettings declared(String name) {
    @Nullable LuaSearcherProvider provider = searchers().get(name);
    return new DeclaredSettings(
        name,
        provider == null ? OwnSearchers.settings(name) : List.of(),
        provider,
        linkersByName().get(name));
  }
}
