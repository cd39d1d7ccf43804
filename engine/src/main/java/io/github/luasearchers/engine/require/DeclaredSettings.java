package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the searcher or linker of one name declares. It is asked for them only if there
 * is one to be judged: most settings are those of others, and a jar that is not used costs nothing.
 */
public final class DeclaredSettings {

  private static final String PREFIX = "lua.";

  private final String name;
  private final List<LuaSearcherProvider> providers = new ArrayList<>();
  private final List<LibraryLinker> linkers = new ArrayList<>();
  private @Nullable List<Setting<?>> settings;

  /** Whether there is one that can't say what settings it has. */
  private boolean unknown;

  DeclaredSettings(String name) {
    this.name = name;
  }

  /** Returns what the searchers and linkers that there are declare, used or not, by name. */
  public static Map<String, DeclaredSettings> all(PackageOptions options) {
    Discovery discovery = Discovery.of(options.classLoader());
    Map<String, LuaSearcherProvider> providers = new TreeMap<>(discovery.searchers());
    for (LuaSearcherProvider provider : options.searchers()) {
      providers.put(provider.name(), provider);
    }
    Map<String, LibraryLinker> linkers = new TreeMap<>();
    for (LibraryLinker linker : discovery.linkers()) {
      linkers.put(linker.name(), linker);
    }
    for (LibraryLinker linker : options.linkers()) {
      linkers.put(linker.name(), linker);
    }
    Map<String, DeclaredSettings> all = new TreeMap<>();
    for (Map.Entry<String, LuaSearcherProvider> entry : providers.entrySet()) {
      named(all, entry.getKey()).add(entry.getValue());
    }
    for (Map.Entry<String, LibraryLinker> entry : linkers.entrySet()) {
      named(all, entry.getKey()).add(entry.getValue());
    }
    return all;
  }

  private static DeclaredSettings named(Map<String, DeclaredSettings> all, String name) {
    @Nullable DeclaredSettings known = all.get(name);
    if (known == null) {
      known = new DeclaredSettings(name);
      all.put(name, known);
    }
    return known;
  }

  static DeclaredSettings of(LuaSearcherProvider provider) {
    DeclaredSettings declared = new DeclaredSettings(provider.name());
    declared.add(provider);
    return declared;
  }

  static DeclaredSettings of(LibraryLinker linker) {
    DeclaredSettings declared = new DeclaredSettings(linker.name());
    declared.add(linker);
    return declared;
  }

  void add(LuaSearcherProvider provider) {
    providers.add(provider);
  }

  void add(LibraryLinker linker) {
    linkers.add(linker);
  }

  /** Returns the whole name of a setting. */
  static String whole(String name, String key) {
    return key.isEmpty() ? PREFIX + name : PREFIX + name + "." + key;
  }

  /** Returns the searcher's or linker's name. */
  public String name() {
    return name;
  }

  /** Returns the settings. */
  public Collection<Setting<?>> settings() {
    @Nullable List<Setting<?>> known = settings;
    if (known == null) {
      known = new ArrayList<>();
      settings = known;
      try {
        collect(known);
      } catch (RuntimeException | LinkageError e) {
        unknown = true; // it is reported where the searcher is made
      }
    }
    return known;
  }

  private void collect(List<Setting<?>> all) {
    for (LuaSearcherProvider provider : providers) {
      all.addAll(provider.settings());
      unknown |= provider instanceof BrokenProvider;
    }
    for (LibraryLinker linker : linkers) {
      all.addAll(linker.settings());
    }
  }

  /** Tells whether it can't be told which settings there are: the jar that has them is broken. */
  public boolean isUnknown() {
    settings();
    return unknown;
  }

  /**
   * Returns the setting that a key is one of, or null; whether a list has the name is not asked.
   */
  public @Nullable Setting<?> find(String key) {
    for (Setting<?> setting : settings()) {
      if (setting.names().isPresent() ? isOfName(key, setting) : setting.key().equals(key)) {
        return setting;
      }
    }
    return null;
  }

  private static boolean isOfName(String key, Setting<?> setting) {
    int dot = key.indexOf('.');
    return dot > 0 && key.substring(dot + 1).equals(setting.key());
  }

  Setting<?> get(String key) {
    @Nullable Setting<?> setting = find(key);
    if (setting == null) {
      throw new IllegalStateException(
          "'"
              + name
              + "' reads the setting "
              + whole(name, key)
              + " and does not declare it: let its settings() return it");
    }
    return setting;
  }
}
