package io.github.luasearchers.searchers.rocks;

import com.google.common.io.ByteSource;
import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.remote.RemoteFiles;
import io.github.luasearchers.searchers.rocks.version.Dependency;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Searches the rocks of servers. A rock that was chosen stays chosen as long as its modules are
 * asked for the first time: a program gets all of them from one version. A module that is asked for
 * again is being reloaded, and then the servers are asked what they have now.
 */
final class Servers {

  private final RemoteFiles files;
  private final Resolver resolver;
  private final AllowList allowed;
  private final boolean scan;
  private final Linking linking;

  private final Map<String, FetchedRock> chosen = new HashMap<>();
  private final Map<String, FetchedRock> byModule = new HashMap<>();
  private final Set<String> given = new HashSet<>();

  /** The rocks that are locked, by their modules; null until it is needed. */
  private @Nullable Map<String, String> lockedModules;

  /**
   * @param scan whether all rocks that are allowed are looked into
   */
  Servers(RemoteFiles files, Resolver resolver, AllowList allowed, boolean scan, Linking linking) {
    this.files = files;
    this.resolver = resolver;
    this.allowed = allowed;
    this.scan = scan;
    this.linking = linking;
  }

  /**
   * Looks for a module.
   *
   * @param sentences gets the reasons if there is none
   */
  @Nullable SearchResult search(String module, List<String> sentences) throws IOException {
    boolean reloaded = files.isReloaded(module);
    @Nullable FetchedRock known = byModule.get(module);
    if (known != null && (reloaded || !given.add(module))) {
      known = refreshed(module, known, reloaded);
    }
    if (known == null) {
      known = find(module, reloaded, sentences);
    }
    if (known == null) {
      return null;
    }
    given.add(module);
    return result(module, known, sentences);
  }

  /** Returns the rock that has a module now; null if it has to be looked for. */
  private @Nullable FetchedRock refreshed(String module, FetchedRock known, boolean reloaded)
      throws IOException {
    if (lock().rocks().containsKey(LockFile.rock(known.name()))) {
      return known;
    }
    Map<String, FetchedRock> before = new HashMap<>(chosen);
    chosen.clear();
    byModule.clear();
    resolver.catalog().forget();
    try {
      @Nullable FetchedRock now = find(module, reloaded, new ArrayList<>());
      if (now == null && byModule.isEmpty()) {
        before.values().forEach(this::add);
      }
      return now;
    } catch (IOException e) {
      // A server that fails leaves what is loaded as it is.
      before.values().forEach(this::add);
      throw e;
    }
  }

  private LockFile lock() {
    return files.lock();
  }

  private @Nullable FetchedRock find(String module, boolean fresh, List<String> sentences)
      throws IOException {
    RemoteFiles.Visit visit = files.visit();
    @Nullable String locked = lockedModules().get(module);
    if (locked != null) {
      FetchedRock rock = resolver.locked(locked, visit).orElseThrow();
      add(rock);
      return byModule.get(module);
    }
    Resolver.Task task = new Resolver.Task(visit, true, fresh);
    int looked = 0;
    for (Dependency wanted : candidates(module)) {
      looked++;
      take(wanted, task);
      @Nullable FetchedRock rock = byModule.get(module);
      if (rock != null) {
        return rock;
      }
      sentences.add("no module '" + module + "' in rock '" + chosen.get(wanted.name()) + "'");
    }
    if (looked == 0) {
      sentences.add(
          "no rock for module '"
              + module
              + "' (neither lua.rocks.allow nor the lock file has one)");
    }
    return null;
  }

  /** Returns the rocks that may be taken and may have a module. */
  private List<Dependency> candidates(String module) {
    List<Dependency> candidates = new ArrayList<>();
    for (String name : allowed.candidates(module)) {
      Optional<Dependency> rock = allowed.find(name);
      if (rock.isPresent()) {
        candidates.add(rock.get());
      } else if (lock().rocks().containsKey(LockFile.rock(name))) {
        candidates.add(new Dependency(name, List.of()));
      }
    }
    if (scan) {
      for (Dependency each : allowed.all()) {
        if (!candidates.contains(each)) {
          candidates.add(each);
        }
      }
    }
    return candidates;
  }

  /** Takes a rock and all that it needs; each is recorded before anything of it runs. */
  private void take(Dependency wanted, Resolver.Task task) throws IOException {
    if (chosen.containsKey(wanted.name())) {
      return;
    }
    Map<String, FetchedRock> all = resolver.resolve(List.of(wanted), chosen, task);
    if (lock().mode() == LockFile.Mode.RECORD) {
      lock().record(entries(all.values()));
      lockedModules = null;
    }
    all.values().forEach(this::add);
  }

  private SortedMap<String, LockEntry> entries(Collection<FetchedRock> rocks) {
    SortedMap<String, LockEntry> entries = new TreeMap<>();
    for (FetchedRock rock : rocks) {
      entries.put(LockFile.rock(rock.name()), rock.locked(resolver.provided()));
    }
    return entries;
  }

  private void add(FetchedRock rock) {
    chosen.put(rock.name(), rock);
    rock.rock().modules().keySet().forEach(module -> byModule.putIfAbsent(module, rock));
    rock.rock().libraries().keySet().forEach(module -> byModule.putIfAbsent(module, rock));
  }

  private Map<String, String> lockedModules() {
    @Nullable Map<String, String> known = lockedModules;
    if (known == null) {
      known = new HashMap<>();
      for (Map.Entry<String, LockEntry> each : lock().rocks().entrySet()) {
        String rock = each.getKey().substring(LockFile.rock("").length());
        for (String module : each.getValue().rock().orElseThrow().modules()) {
          known.putIfAbsent(module, rock);
        }
      }
      lockedModules = known;
    }
    return known;
  }

  private @Nullable SearchResult result(String module, FetchedRock rock, List<String> sentences)
      throws IOException {
    @Nullable String path = rock.rock().modules().get(module);
    if (path == null) {
      return library(module, rock, sentences);
    }
    String origin = rock.url() + "!/" + path;
    ByteSource content = new RockSource(rock.rock(), path);
    return SearchResult.source(content, "@" + origin, origin).withStamp(rock.digest().hex());
  }

  private @Nullable SearchResult library(String module, FetchedRock rock, List<String> sentences)
      throws IOException {
    @Nullable String refusal = linking.refusal();
    @Nullable String path = rock.rock().libraries().get(module);
    if (refusal != null || path == null) {
      throw new IOException(
          "rock '"
              + rock.name()
              + "' has a C library for module '"
              + module
              + "', and none is linked here: "
              + refusal);
    }
    return linking.open(rock.rock().files().read(path), module, sentences);
  }

  boolean isAllowed(String name) {
    return allowed.find(name).isPresent();
  }

  /** Returns what the servers have of rocks, and of all that these need, whatever is locked. */
  SortedMap<String, LockEntry> locate(Collection<String> rocks) throws IOException {
    List<Dependency> wanted = new ArrayList<>();
    for (String rock : rocks) {
      wanted.add(allowed.find(rock).orElseGet(() -> new Dependency(rock, List.of())));
    }
    Resolver.Task task = new Resolver.Task(files.visit(), false, true);
    return entries(resolver.resolve(wanted, Map.of(), task).values());
  }

  void close() {
    linking.close();
  }
}
