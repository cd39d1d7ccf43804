package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockFile;
import io.github.luasearchers.searchers.http.integrity.LockedRock;
import io.github.luasearchers.searchers.http.remote.RemoteFile;
import io.github.luasearchers.searchers.http.remote.RemoteFiles;
import io.github.luasearchers.searchers.rocks.rock.Rock;
import io.github.luasearchers.searchers.rocks.rock.RockName;
import io.github.luasearchers.searchers.rocks.version.Dependency;
import io.github.luasearchers.searchers.rocks.version.Version;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a version of a rock and of each that it needs, one of each, since a program can load one
 * only. A rock that is locked is taken in the version that is locked.
 */
final class Resolver {

  /** Each round adds a demand to those of the round before; a chain of so many has an error. */
  private static final int MOST_ROUNDS = 100;

  private static final int MOST_ROCKS = 1000;

  private final RemoteFiles files;
  private final Catalog catalog;
  private final Provided provided;
  private final RocksShared shared;
  private final boolean anyVersion;

  /** By address: what was read in earlier rounds, or for another rock. */
  private final Map<String, FetchedRock> read = new HashMap<>();

  /**
   * @param anyVersion whether versions that are no releases are taken like others
   */
  Resolver(
      RemoteFiles files,
      Catalog catalog,
      Provided provided,
      RocksShared shared,
      boolean anyVersion) {
    this.files = files;
    this.catalog = catalog;
    this.provided = provided;
    this.shared = shared;
    this.anyVersion = anyVersion;
  }

  Catalog catalog() {
    return catalog;
  }

  Provided provided() {
    return provided;
  }

  /**
   * What to resolve, and with what.
   *
   * @param locked whether the lock file counts
   * @param fresh whether the servers are asked, whatever the cache has
   */
  record Task(RemoteFiles.Visit visit, boolean locked, boolean fresh) {}

  /** A rock that is asked for, and by whom. */
  private record Demand(Dependency dependency, String by) {

    @Override
    public String toString() {
      return by + " needs '" + dependency + "'";
    }
  }

  /**
   * Chooses rocks.
   *
   * @param inUse what the program has loaded, which is not chosen again
   * @return those that were asked for, and those that they need, by name
   */
  Map<String, FetchedRock> resolve(
      List<Dependency> wanted, Map<String, FetchedRock> inUse, Task task) throws IOException {
    Map<String, List<Demand>> demands = new HashMap<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      @Nullable Map<String, FetchedRock> chosen = choose(wanted, inUse, task, demands);
      if (chosen != null) {
        return chosen;
      }
    }
    throw new IOException("no versions that fit each other were found for " + wanted);
  }

  /** Chooses with all demands that are known; null if new ones contradict what was chosen. */
  private @Nullable Map<String, FetchedRock> choose(
      List<Dependency> wanted,
      Map<String, FetchedRock> inUse,
      Task task,
      Map<String, List<Demand>> demands)
      throws IOException {
    Map<String, FetchedRock> chosen = new LinkedHashMap<>();
    Deque<Demand> todo = new ArrayDeque<>();
    wanted.forEach(each -> todo.add(new Demand(each, "lua.rocks.allow")));
    while (!todo.isEmpty()) {
      Demand demand = todo.remove();
      String name = demand.dependency.name();
      if (provided.has(demand.dependency)) {
        check(demand);
        continue;
      }
      List<Demand> all = demands.computeIfAbsent(name, unused -> new ArrayList<>());
      if (!all.contains(demand)) {
        all.add(demand);
      }
      @Nullable FetchedRock there = inUse.getOrDefault(name, chosen.get(name));
      if (there == null) {
        FetchedRock found = find(name, all, task);
        chosen.put(name, found);
        found.dependencies().forEach(each -> todo.add(new Demand(each, found.toString())));
      } else if (!demand.dependency.admits(there.version())) {
        if (inUse.containsKey(name)) {
          throw new IOException(demand + ", and " + there + " is in use");
        }
        return null;
      }
      if (chosen.size() > MOST_ROCKS) {
        throw new IOException("more than " + MOST_ROCKS + " rocks are needed for " + wanted);
      }
    }
    return chosen;
  }

  private void check(Demand demand) throws IOException {
    if (!provided.admits(demand.dependency)) {
      throw new IOException(demand + ", which this version of Lua is not");
    }
  }

  private FetchedRock find(String name, List<Demand> demands, Task task) throws IOException {
    if (task.locked) {
      Optional<FetchedRock> locked = locked(name, task.visit);
      if (locked.isPresent()) {
        checkLocked(locked.get(), demands);
        return locked.get();
      }
    }
    if (!RockName.isSafe(name)) {
      throw new IOException(demands.get(0) + ", which is no name of a rock");
    }
    Catalog.Offer offer =
        catalog
            .find(name, task.visit, task.fresh)
            .orElseThrow(() -> new IOException("no server has rock '" + name + "': " + demands));
    return best(name, offer, demands, task);
  }

  private static void checkLocked(FetchedRock locked, List<Demand> demands) throws IOException {
    for (Demand demand : demands) {
      if (!demand.dependency.admits(locked.version())) {
        throw new IOException(
            demand
                + ", and "
                + locked
                + " is locked: if another version is meant, run 'lock update "
                + locked.name()
                + "'");
      }
    }
  }

  /** Returns a rock that is locked, in the version that is; empty if it is not locked. */
  Optional<FetchedRock> locked(String name, RemoteFiles.Visit visit) throws IOException {
    String key = LockFile.rock(name);
    Optional<LockEntry> entry = files.lock().find(key);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    LockedRock locked = entry.get().rock().orElseThrow();
    RockName rock = lockedName(name, locked.version(), entry.get());
    Rock read =
        shared.rock(entry.get().digest(), rock, () -> readLocked(rock, key, entry.get(), visit));
    return Optional.of(
        new FetchedRock(
            entry.get().repository(),
            entry.get().url(),
            entry.get().digest(),
            entry.get().size(),
            read));
  }

  private static Rock readLocked(
      RockName rock, String key, LockEntry entry, RemoteFiles.Visit visit) throws IOException {
    String name = rock.name();
    RemoteFile file =
        visit
            .fetchLocked(key, entry)
            .await()
            .orElseThrow(
                () ->
                    new IOException(
                        "rock '"
                            + name
                            + "' is in the lock file and not at '"
                            + entry.url()
                            + "': if it has moved, run 'lock update "
                            + name
                            + "'"));
    return Rock.read(entry.url().toString(), rock, file.content(), true);
  }

  private static RockName lockedName(String name, String version, LockEntry entry)
      throws IOException {
    String path = String.valueOf(entry.url().getPath());
    String file = path.substring(path.lastIndexOf('/') + 1);
    String start = name + "-" + version + ".";
    if (!file.startsWith(start) || !file.endsWith(".rock") || !RockName.isSafe(name)) {
      throw new IOException("the lock file has '" + entry.url() + "' for rock '" + name + "'");
    }
    int end = file.length() - ".rock".length();
    return new RockName(
        name, version, file.substring(start.length(), Math.max(start.length(), end)));
  }

  /** Returns the highest version that all demands admit, and that this Lua is fit for. */
  private FetchedRock best(String name, Catalog.Offer offer, List<Demand> demands, Task task)
      throws IOException {
    Map<Version, Set<String>> archs = offer.manifest().archs(name);
    Comparator<Version> order = Version::compare;
    List<Version> fitting =
        archs.keySet().stream()
            .filter(version -> demands.stream().allMatch(d -> d.dependency.admits(version)))
            .sorted(order.reversed())
            .toList();
    String problem = fitting.isEmpty() ? "its versions are " + archs.keySet() : "";
    for (Version version : fitting) {
      Optional<String> arch = arch(archs.get(version));
      if (!isWanted(version, demands)) {
        problem = version + " is no release: ask for it by its name";
      } else if (arch.isEmpty()) {
        problem = version + " is there as " + archs.get(version) + ", and not as a rock";
      } else {
        RockName rock = new RockName(name, version.toString(), arch.get());
        FetchedRock fetched = fetch(offer.server(), rock, task);
        Optional<Dependency> lacking = lacking(fetched);
        if (lacking.isEmpty()) {
          return fetched;
        }
        problem = version + " needs '" + lacking.get() + "', which this version of Lua is not";
      }
    }
    String place = files.address(offer.server());
    throw new IOException(
        String.format(
            "rock '%s' on '%s' has no version that will do: %s (%s)",
            name, place, problem, demands));
  }

  private boolean isWanted(Version version, List<Demand> demands) {
    return anyVersion
        || version.isStable()
        || demands.stream().anyMatch(demand -> demand.dependency.names(version));
  }

  private Optional<Dependency> lacking(FetchedRock rock) {
    return rock.dependencies().stream().filter(each -> !provided.admits(each)).findFirst();
  }

  private static Optional<String> arch(@Nullable Set<String> archs) {
    String machine = RockName.thisMachine();
    for (String arch : new String[] {RockName.ALL, machine, RockName.SOURCE}) {
      if (archs != null && archs.contains(arch)) {
        return Optional.of(arch);
      }
    }
    return Optional.empty();
  }

  private FetchedRock fetch(String server, RockName rock, Task task) throws IOException {
    String key = server + "/" + rock.file();
    @Nullable FetchedRock known = read.get(key);
    if (known != null && !task.fresh) {
      return known;
    }
    RemoteFile file =
        task.visit
            .fetch(server, rock.file(), RemoteFiles.Kind.ARCHIVE, task.fresh)
            .await()
            .orElseThrow(
                () ->
                    new IOException(
                        "the manifest of '"
                            + files.address(server)
                            + "' names "
                            + rock
                            + ", and there is no file '"
                            + rock.file()
                            + "'"));
    Rock fresh =
        shared.rock(
            file.digest(),
            rock,
            () -> Rock.read(file.url().toString(), rock, file.content(), false));
    FetchedRock fetched =
        new FetchedRock(server, file.url(), file.digest(), file.content().length, fresh);
    read.put(key, fetched);
    return fetched;
  }
}
