package io.github.luasearchers.publish;

import io.github.luasearchers.searchers.http.HttpSearcherProvider;
import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.integrity.LockSettings;
import io.github.luasearchers.searchers.http.integrity.ModuleLocator;
import io.github.luasearchers.searchers.http.integrity.RockLocator;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a lock file with what the servers have now, and updates it. The settings give the
 * repositories, the passwords and the lock file's name.
 */
final class LockCommands {

  private final PrintStream out;
  private final LockSettings settings;

  LockCommands(PrintStream out) throws IOException {
    this.out = out;
    this.settings = new LockSettings(CommandSettings.given());
  }

  Path file() {
    return settings.file();
  }

  /**
   * Tells which modules are not what is locked.
   *
   * @param names all that are locked, if empty
   * @return whether all are
   */
  boolean check(List<String> names) throws IOException {
    LockFile lock = LockFile.open(file(), LockFile.Mode.VERIFY, settings.key());
    int same = 0;
    int others = 0;
    try (Servers servers = new Servers()) {
      Map<String, LockEntry> now = new TreeMap<>();
      for (String key : keys(names, lock, servers)) {
        Optional<String> difference = difference(key, lock.all().get(key), servers, now);
        difference.ifPresent(words -> out.println(shown(key) + ": " + words));
        if (difference.isPresent()) {
          others++;
        } else {
          same++;
        }
      }
    }
    out.println(file() + ": " + same + " modules are as locked, " + others + " are not");
    return others == 0;
  }

  /**
   * @param rocks gets what the servers have of rocks, which is asked for once
   */
  private static Optional<String> difference(
      String key, @Nullable LockEntry locked, Servers servers, Map<String, LockEntry> rocks) {
    try {
      if (LockFile.isRock(key) && !rocks.containsKey(key)) {
        rocks.putAll(servers.locateRocks(List.of(LockFile.name(key))));
      }
      LockEntry now = LockFile.isRock(key) ? rocks.get(key) : servers.locate(key);
      if (now == null) {
        return Optional.of("is not on the servers");
      }
      if (locked == null) {
        return Optional.of("is not locked, and is at " + now.url());
      }
      return locked.digest().equals(now.digest())
          ? Optional.empty()
          : Optional.of(changed(locked, now));
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String changed(LockEntry before, LockEntry now) {
    return version(before)
        + before.digest()
        + " is locked, "
        + version(now)
        + now.digest()
        + " is at "
        + now.url();
  }

  /**
   * Locks what the servers have. If one module can't be fetched, nothing is changed.
   *
   * @param names all that are locked, if empty; those that are not locked are added, and rocks with
   *     all that they need
   */
  void update(List<String> names) throws IOException {
    LockFile lock = LockFile.open(file(), LockFile.Mode.RECORD, Optional.empty());
    SortedMap<String, LockEntry> updated = new TreeMap<>();
    try (Servers servers = new Servers()) {
      List<String> rocks = new ArrayList<>();
      for (String key : keys(names, lock, servers)) {
        if (LockFile.isRock(key)) {
          rocks.add(LockFile.name(key));
        } else {
          updated.put(key, servers.locate(key));
        }
      }
      if (!rocks.isEmpty()) {
        updated.putAll(servers.locateRocks(rocks));
      }
    }
    SortedMap<String, LockEntry> before = new TreeMap<>(lock.all());
    lock.replace(updated);
    int changes = 0;
    for (Map.Entry<String, LockEntry> each : updated.entrySet()) {
      String name = each.getKey();
      @Nullable LockEntry old = before.get(name);
      LockEntry now = each.getValue();
      if (!now.equals(old)) {
        changes++;
        out.println(shown(name) + ": " + (old == null ? "is new" : was(old, now)));
      }
    }
    out.println(file() + ": " + changes + " of " + updated.size() + " modules changed");
  }

  private static String was(LockEntry old, LockEntry now) {
    return old.digest().equals(now.digest())
        ? "was at " + old.url() + ", is at " + now.url()
        : "was " + version(old) + old.digest() + ", is " + version(now) + now.digest();
  }

  /** Returns the version of a rock with a blank; nothing for a module. */
  private static String version(LockEntry entry) {
    return entry.rock().map(rock -> rock.version() + " ").orElse("");
  }

  private static String shown(String key) {
    return LockFile.isRock(key) ? "rock " + LockFile.name(key) : key;
  }

  /** Returns the keys of what is named, or of all that is locked. */
  private static Collection<String> keys(List<String> names, LockFile lock, Servers servers) {
    if (names.isEmpty()) {
      return List.copyOf(lock.all().keySet());
    }
    List<String> keys = new ArrayList<>();
    for (String name : names) {
      String rock = LockFile.rock(name);
      boolean locked = lock.all().containsKey(rock);
      boolean other = lock.all().containsKey(name);
      keys.add(locked || (!other && servers.isRock(name)) ? rock : name);
    }
    return keys;
  }

  /** The repositories of the settings, as they are now. */
  private static final class Servers implements AutoCloseable {

    private final LuaSearcher searcher;
    private final LuaSearcher rocks;

    Servers() throws IOException {
      searcher = new HttpSearcherProvider().create(CommandSettings.ofTheSearcher());
      rocks = rocksSearcher();
    }

    /** Makes the searcher for rocks, if its jar is on the class path. */
    private static LuaSearcher rocksSearcher() throws IOException {
      for (LuaSearcherProvider provider : ServiceLoader.load(LuaSearcherProvider.class)) {
        if (provider.name().equals("rocks")) {
          return provider.create(CommandSettings.ofRocks());
        }
      }
      return LuaSearcher.none();
    }

    boolean isRock(String name) {
      return rocks instanceof RockLocator locator && locator.isAllowed(name);
    }

    SortedMap<String, LockEntry> locateRocks(Collection<String> names) throws IOException {
      if (rocks instanceof RockLocator locator) {
        return locator.locate(names);
      }
      throw new IOException(
          "there are no servers of rocks: set lua.rocks.servers, with luasearchers-rocks on the"
              + " class path");
    }

    LockEntry locate(String module) throws IOException {
      if (!(searcher instanceof ModuleLocator locator)) {
        throw new IllegalArgumentException(
            "there are no repositories: set lua.http.repositories, by -D or in a lua.properties on"
                + " the class path, as the program does whose lock file it is");
      }
      return locator.locate(module);
    }

    @Override
    public void close() {
      searcher.close();
      rocks.close();
    }
  }
}
