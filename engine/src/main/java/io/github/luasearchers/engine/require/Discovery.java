package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The searchers and linkers that the jars of one class loader bring, found once and kept for as
 * long as an engine uses them. Nothing static holds on to them, so that a class loader can be
 * unloaded.
 */
final class Discovery {

  private static final Map<ClassLoader, WeakReference<Discovery>> CACHE = new WeakHashMap<>();

  static final String SEARCHERS_FILE =
      "META-INF/services/io.github.luasearchers.spi.LuaSearcherProvider";

  /** What a searcher's jar carries beside its entry, one file for each: no other overwrites it. */
  private static final String MARKERS = "META-INF/luasearchers/";

  /** How often a services file may be broken before the rest of them is given up. */
  private static final int PATIENCE = 100;

  /** What {@link LuaSearcherProvider#name()} allows. */
  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter && (i == 0 || !(c >= '0' && c <= '9' || c == '-'))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private final ClassLoader loader;
  private final Map<String, LuaSearcherProvider> searchers = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> reported = new HashSet<>();
  private final Map<String, Boolean> unregistered = new HashMap<>();
  private @Nullable List<LibraryLinker> linkers;
  private @Nullable SearcherOrder order;

  private Discovery(ClassLoader loader) {
    this.loader = loader;
    addSearchers(loader);
    if (!searchers.containsKey(PreloadSearcherProvider.NAME)) {
      // The loader doesn't see this library, or sees another copy of it.
      problems
          .clear(); // what is wrong with the other copy's providers is that they are the other's
      addSearchers(Discovery.class.getClassLoader());
    }
    // A jar of many jars may have lost the entries.
    searchers.putIfAbsent(PreloadSearcherProvider.NAME, new PreloadSearcherProvider());
    searchers.putIfAbsent("path", new PathSearcherProvider());
    searchers.putIfAbsent("cpath", new CpathSearcherProvider());
    searchers.putIfAbsent("all-in-one", new AllInOneSearcherProvider());
  }

  static Discovery of(ClassLoader loader) {
    synchronized (CACHE) {
      @Nullable WeakReference<Discovery> known = CACHE.get(loader);
      @Nullable Discovery discovery = known == null ? null : known.get();
      if (discovery == null) {
        discovery = new Discovery(loader);
        CACHE.put(loader, new WeakReference<>(discovery));
      }
      return discovery;
    }
  }

  private void addSearchers(@Nullable ClassLoader from) {
    for (LuaSearcherProvider provider : services(LuaSearcherProvider.class, from)) {
      try {
        addSearcher(checked(provider.name(), provider), provider);
      } catch (RuntimeException | LinkageError e) {
        problem("the searcher " + provider.getClass().getName() + " has no usable name", e);
      }
    }
  }

  private void addSearcher(String name, LuaSearcherProvider provider) {
    @Nullable LuaSearcherProvider other = searchers.putIfAbsent(name, provider);
    if (other == null || other.getClass().getName().equals(provider.getClass().getName())) {
      return;
    }
    String both = other.getClass().getName() + " and " + provider.getClass().getName();
    searchers.put(name, new BrokenProvider(name, "both " + both + " have this name"));
  }

  private static String checked(String name, Object provider) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' of "
              + provider.getClass().getName()
              + " is no name; it is to be of"
              + " lower-case letters, digits and hyphens, and to start with a letter");
    }
    return name;
  }

  /** Returns the found providers by name, in the order of the names. */
  Map<String, LuaSearcherProvider> searchers() {
    return searchers;
  }

  /** Returns what was wrong with providers that have no name because they could not be created. */
  List<String> problems() {
    return problems;
  }

  /**
   * Tells whether a searcher that nobody provides has its classes here, but no entry in {@link
   * #SEARCHERS_FILE}: as in a jar of many jars whose files overwrote each other.
   */
  boolean isUnregistered(String searcher) {
    synchronized (unregistered) {
      @Nullable Boolean known = unregistered.get(searcher);
      if (known == null) {
        known = loader.getResource(MARKERS + searcher) != null;
        unregistered.put(searcher, known);
      }
      return known;
    }
  }

  /** Returns a parsed order; engines after the first have the same as a rule. */
  synchronized SearcherOrder order(String text) {
    @Nullable SearcherOrder known = order;
    if (known == null || !known.text().equals(text)) {
      known = SearcherOrder.parse(text);
      order = known;
    }
    return known;
  }

  /** Returns the found linkers, in the order of their names. */
  synchronized List<LibraryLinker> linkers() {
    @Nullable List<LibraryLinker> known = linkers;
    if (known == null) {
      Map<String, LibraryLinker> byName = new TreeMap<>();
      addLinkers(byName, loader);
      if (!byName.containsKey(JarLinker.NAME)) {
        addLinkers(byName, Discovery.class.getClassLoader());
      }
      byName.putIfAbsent(JarLinker.NAME, new JarLinker());
      known = Collections.unmodifiableList(new ArrayList<>(byName.values()));
      linkers = known;
    }
    return known;
  }

  private void addLinkers(Map<String, LibraryLinker> byName, @Nullable ClassLoader from) {
    for (LibraryLinker linker : services(LibraryLinker.class, from)) {
      try {
        byName.putIfAbsent(checked(linker.name(), linker), linker);
      } catch (RuntimeException | LinkageError e) {
        problem("the linker " + linker.getClass().getName() + " has no usable name", e);
      }
    }
  }

  private <T> List<T> services(Class<T> type, @Nullable ClassLoader from) {
    List<T> found = new ArrayList<>();
    Iterator<T> services = ServiceLoader.load(type, from).iterator();
    int patience = PATIENCE;
    while (patience > 0) {
      try {
        if (!services.hasNext()) {
          return found;
        }
        found.add(services.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        patience--;
        problem("a provider could not be created", e);
      }
    }
    return found;
  }

  private void problem(String what, Throwable error) {
    problems.add(LinkFailure.text(error));
    reportOnce(what + " and is left out", error);
  }

  /** Tells the operator about a provider that is left out, once for all engines. */
  void reportOnce(String sentence, Throwable error) {
    synchronized (reported) {
      if (!reported.add(sentence + error)) {
        return;
      }
    }
    System.Logger log = System.getLogger("io.github.luasearchers.engine.require");
    log.log(System.Logger.Level.WARNING, "LuaSearchers: " + sentence + ": " + error, error);
  }
}
