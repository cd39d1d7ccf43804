package io.github.luasearchers.searchers.classpath;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a class loader has found resources. A loader of the JDK's own searches its places in a
 * fixed order, so that a file or an archive that still exists need not be searched for again. Any
 * other loader may answer differently each time, for example by the calling thread, and is always
 * asked. Bounded; safe for threads.
 */
final class Locations {

  private static final int LIMIT = 10_000;

  private static final Map<ClassLoader, Locations> ALL =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Map<String, Resource> known = new ConcurrentHashMap<>();
  private final int limit;

  private Locations(int limit) {
    this.limit = limit;
  }

  static Locations of(ClassLoader loader) {
    return fixed(loader)
        ? ALL.computeIfAbsent(loader, key -> new Locations(LIMIT))
        : new Locations(0);
  }

  /** Tells whether a loader and all its parents are the JDK's own. */
  private static boolean fixed(ClassLoader loader) {
    ClassLoader at = loader;
    while (at != null && at.getClass().getModule() == Object.class.getModule()) {
      at = at.getParent();
    }
    return at == null;
  }

  @Nullable Resource get(String name) {
    return known.get(name);
  }

  void put(String name, Resource resource) {
    if (known.size() < limit || known.containsKey(name)) {
      known.put(name, resource);
    }
  }

  void remove(String name) {
    known.remove(name);
  }
}
