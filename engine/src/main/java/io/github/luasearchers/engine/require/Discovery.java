package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
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
  private static final int ATTEMPTS = 100;

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

  /** If it does not, what the jars beside this library bring counts as well. */
  private final boolean seesEngine;

  private final Map<String, LuaSearcherProvider> searchers = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> reported = new HashSet<>();
  private final Map<String, Boolean> unregistered = new HashMap<>();
  private @Nullable Map<String, LibraryLinker> linkers;
  private @Nullable SearcherOrder order;

  private Discovery(ClassLoader loader) {
    this.loader = loader;
    this.seesEngine = seesEngine(loader);
    addSearchers(loader);
    if (!seesEngine) {
      addSearchers(Discovery.class.getClassLoader());
    }
  }

  /** Tells whether a class loader sees this library, and not none or another copy of it. */
  private static boolean seesEngine(ClassLoader loader) {
    try {
      return Class.forName(Discovery.class.getName(), false, loader) == Discovery.class;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
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
    if (OwnSearchers.NAMES.contains(name)) {
      String problem = "it is the name of one of Lua's own, and " + provider.getClass().getName();
      searchers.put(name, new BrokenProvider(name, problem + " has it too"));
      return;
    }
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

  /** Returns the class loader's name for a message. */
  String loaderName() {
    @Nullable String name = loader.getName();
    return "class loader " + (name == null ? loader.getClass().getName() : "'" + name + "'");
  }

  /** Tells whether a line about these searchers has not been logged yet. */
  boolean isNews(String line) {
    synchronized (reported) {
      return reported.add(line);
    }
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

  /** Returns the found linkers by name, and the engine's own. */
  synchronized Map<String, LibraryLinker> linkers() {
    @Nullable Map<String, LibraryLinker> known = linkers;
    if (known == null) {
      Map<String, LibraryLinker> byName = new TreeMap<>();
      byName.put(JarLinker.NAME, new JarLinker());
      addLinkers(byName, loader);
      if (!seesEngine) {
        addLinkers(byName, Discovery.class.getClassLoader());
      }
      known = byName;
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
    int attempts = ATTEMPTS;
    while (attempts > 0) {
      try {
        if (!services.hasNext()) {
          return found;
        }
        found.add(services.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        attempts--;
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
