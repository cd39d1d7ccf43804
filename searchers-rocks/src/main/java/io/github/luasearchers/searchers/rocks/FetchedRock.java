package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.LockEntry;
import io.github.luasearchers.searchers.http.integrity.LockedRock;
import io.github.luasearchers.searchers.rocks.rock.Rock;
import io.github.luasearchers.searchers.rocks.version.Dependency;
import io.github.luasearchers.searchers.rocks.version.Version;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A rock of a server, in memory. */
record FetchedRock(String server, URI url, Digest digest, long size, Rock rock) {

  String name() {
    return rock.name().name();
  }

  Version version() {
    return Version.parse(rock.name().version());
  }

  List<Dependency> dependencies() {
    return rock.rockspec().dependencies();
  }

  /** Returns what a lock file has of it. */
  LockEntry locked(Provided provided) {
    List<String> needs = new ArrayList<>();
    for (Dependency each : dependencies()) {
      if (!provided.has(each)) {
        needs.add(each.name());
      }
    }
    TreeSet<String> modules = new TreeSet<>(rock.modules().keySet());
    modules.addAll(rock.libraries().keySet());
    LockedRock locked = new LockedRock(rock.name().version(), needs, new ArrayList<>(modules));
    return new LockEntry(server, url, digest, size, Optional.of(locked));
  }

  @Override
  public String toString() {
    return rock.name().toString();
  }
}
