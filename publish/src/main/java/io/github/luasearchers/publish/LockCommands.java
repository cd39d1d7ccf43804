package io.github.luasearchers.publish;

import io.github.luasearchers.searchers.http.HttpSearcherProvider;
import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.integrity.LockSettings;
import io.github.luasearchers.searchers.http.integrity.ModuleLocator;
import io.github.luasearchers.spi.LuaSearcher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      for (String name : named(names, lock.modules())) {
        Optional<String> difference = difference(name, lock.modules().get(name), servers);
        difference.ifPresent(words -> out.println(name + ": " + words));
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

  private static Optional<String> difference(
      String name, @Nullable LockEntry locked, Servers servers) {
    try {
      LockEntry now = servers.locate(name);
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
    return before.digest() + " is locked, " + now.digest() + " is at " + now.url();
  }

  /**
   * Locks what the servers have. If one module can't be fetched, nothing is changed.
   *
   * @param names all that are locked, if empty; those that are not locked are added
   */
  void update(List<String> names) throws IOException {
    LockFile lock = LockFile.open(file(), LockFile.Mode.RECORD, Optional.empty());
    SortedMap<String, LockEntry> updated = new TreeMap<>();
    try (Servers servers = new Servers()) {
      for (String name : named(names, lock.modules())) {
        updated.put(name, servers.locate(name));
      }
    }
    SortedMap<String, LockEntry> before = new TreeMap<>(lock.modules());
    lock.replace(updated);
    int changes = 0;
    for (Map.Entry<String, LockEntry> each : updated.entrySet()) {
      String name = each.getKey();
      @Nullable LockEntry old = before.get(name);
      LockEntry now = each.getValue();
      if (!now.equals(old)) {
        changes++;
        out.println(name + ": " + (old == null ? "is new" : was(old, now)));
      }
    }
    out.println(file() + ": " + changes + " of " + updated.size() + " modules changed");
  }

  private static String was(LockEntry old, LockEntry now) {
    return old.digest().equals(now.digest())
        ? "was at " + old.url() + ", is at " + now.url()
        : "was " + old.digest() + ", is " + now.digest();
  }

  private static Collection<String> named(List<String> names, SortedMap<String, LockEntry> locked) {
    return names.isEmpty() ? List.copyOf(locked.keySet()) : names;
  }

  /** The repositories of the settings, as they are now. */
  private static final class Servers implements AutoCloseable {

    private final LuaSearcher searcher;
    private final ModuleLocator locator;

    Servers() throws IOException {
      searcher = new HttpSearcherProvider().create(CommandSettings.ofTheSearcher());
      if (!(searcher instanceof ModuleLocator known)) {
        throw new IllegalArgumentException(
            "there are no repositories: set lua.http.repositories, by -D or in a lua.properties on"
                + " the class path, as the program does whose lock file it is");
      }
      locator = known;
    }

    LockEntry locate(String module) throws IOException {
      return locator.locate(module);
    }

    @Override
    public void close() {
      searcher.close();
    }
  }
}
