package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the searcher or linker of one name declares. It is asked for them only if there
 * is one to be judged: most settings are those of others, and a jar that is not used costs nothing.
 */
public final class DeclaredSettings {

  private static final String PREFIX = "lua.";

  private final String name;
  private final List<Setting<?>> own;
  private final @Nullable LuaSearcherProvider provider;
  private final @Nullable LibraryLinker linker;
  private @Nullable List<Setting<?>> settings;

  /** Whether there is one that can't say what settings it has. */
  private boolean unknown;

  /**
   * @param own the settings of the engine's own searcher of this name
   */
  DeclaredSettings(
      String name,
      List<Setting<?>> own,
      @Nullable LuaSearcherProvider provider,
      @Nullable LibraryLinker linker) {
    this.name = name;
    this.own = own;
    this.provider = provider;
    this.linker = linker;
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
      known = new ArrayList<>(own);
      settings = known;
      unknown = provider instanceof BrokenProvider;
      if (provider != null) {
        addOfProvider(provider, known);
      }
      if (linker != null) {
        addOfLinker(linker, known);
      }
    }
    return known;
  }

  // What they throw is reported where the searcher or the library is made.

  private void addOfProvider(LuaSearcherProvider provider, List<Setting<?>> all) {
    try {
      all.addAll(provider.settings());
    } catch (RuntimeException | LinkageError e) {
      unknown = true;
    }
  }

  private void addOfLinker(LibraryLinker linker, List<Setting<?>> all) {
    try {
      all.addAll(linker.settings());
    } catch (RuntimeException | LinkageError e) {
      unknown = true;
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
