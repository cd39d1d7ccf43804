package com.example.docs;

import io.github.luasearchers.engine.Settings;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.Setting;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** The settings that the code declares: the engine's, and those of all searchers and linkers. */
final class Declared {

  private Declared() {}

  /**
   * A setting of a searcher or linker.
   *
   * @param name {@code lua.http.url}, also for {@code lua.http.<name>.url}
   * @param isOfOne whether it is that of one of several things
   */
  record Entry(String name, boolean isOfOne, Setting<?> setting) {}

  /** Returns the settings that are the engine's. */
  static Set<String> ofTheEngine() {
    Set<String> keys = new TreeSet<>();
    for (Field field : Settings.class.getFields()) {
      try {
        keys.add((String) field.get(null));
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return keys;
  }

  /** Returns those of the searchers and linkers that the project publishes. */
  static List<Entry> ofSearchers() {
    List<Entry> entries = new ArrayList<>();
    // Lua's own searchers are no providers: this one has the only setting of theirs.
    add(entries, "path", List.of(Setting.flag("binary", false)));
    for (LuaSearcherProvider provider : ServiceLoader.load(LuaSearcherProvider.class)) {
      if (!provider.getClass().getName().startsWith("com.example.")) {
        add(entries, provider.name(), provider.settings());
      }
    }
    for (LibraryLinker linker : ServiceLoader.load(LibraryLinker.class)) {
      add(entries, linker.name(), linker.settings());
    }
    return entries;
  }

  private static void add(List<Entry> entries, String owner, Collection<Setting<?>> settings) {
    for (Setting<?> setting : settings) {
      String name = "lua." + owner + (setting.key().isEmpty() ? "" : "." + setting.key());
      entries.add(new Entry(name, setting.names().isPresent(), setting));
    }
  }

  /** Returns the names of all. */
  static Set<String> names() {
    Set<String> names = ofTheEngine();
    ofSearchers().forEach(each -> names.add(each.name()));
    return names;
  }

  /** Returns a setting of a searcher: {@code lua.http.company.url} is {@code lua.http.url}. */
  static Optional<Entry> find(String key, Collection<String> things) {
    String plain = key;
    for (String thing : things) {
      plain = plain.replaceFirst("^(lua\\.\\w+)\\." + thing + "\\.", "$1.");
    }
    String name = plain;
    return ofSearchers().stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
