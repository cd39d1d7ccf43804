package io.github.luasearchers.engine.live.watch;

import io.github.luasearchers.engine.live.watch.KnownFolder.Kind;
import io.github.luasearchers.engine.live.watch.Places.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks paths as the system does, name by name and link by link, and notes each folder that it
 * comes through with the names that it looked up there: whatever changes where a path leads changes
 * one of those. Not safe for threads.
 */
final class Ways {

  /** As many links as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** No system but Windows opens a file by a longer name. */
  private static final int LONGEST_PATH = 4096;

  private final KnownFolders known;
  private Map<Path, Spot> spots = new LinkedHashMap<>();
  private Map<Path, Optional<Path>> real = new HashMap<>();

  Ways(KnownFolders known) {
    this.known = known;
  }

  /**
   * Returns the folders that the ways to some files lead through.
   *
   * @param files where they are; null for a root
   */
  Collection<Spot> of(Collection<@Nullable Place> files) {
    known.begin();
    spots = new LinkedHashMap<>();
    real = new HashMap<>();
    for (@Nullable Place file : files) {
      if (file != null) {
        walk(file, 0);
      }
    }
    return spots.values();
  }

  private void walk(Place file, int links) {
    @Nullable Path folder = real(file.folder(), links);
    if (folder == null) {
      return;
    }
    Path name = file.name();
    spot(folder).add(name, true);
    if (known.at(folder).kind(name) == Kind.LINK && links < MOST_LINKS) {
      @Nullable Path target = target(folder.resolve(name));
      @Nullable Place next = target == null ? null : Place.of(target);
      if (next != null) {
        walk(next, links + 1);
      }
    }
  }

  /** Returns what a folder's path leads to, null if to nothing. A path may have any length. */
  private @Nullable Path real(Path folder, int links) {
    if (!real.containsKey(folder) && folder.toString().length() > LONGEST_PATH) {
      return null;
    }
    Deque<Path> ahead = new ArrayDeque<>();
    Path at = folder;
    for (Path up = at.getParent(); up != null && !real.containsKey(at); up = at.getParent()) {
      ahead.push(at);
      at = up;
    }
    Optional<Path> reached = real.getOrDefault(at, Optional.of(at));
    while (!ahead.isEmpty()) {
      Path next = ahead.pop();
      reached = reached.flatMap(from -> Optional.ofNullable(step(from, next, links)));
      real.put(next, reached);
    }
    return reached.orElse(null);
  }

  /** Returns the folder that the last name of a path leads to, null if to none. */
  private @Nullable Path step(Path from, Path path, int links) {
    Path name = path.getFileName();
    if (name.toString().equals(".")) {
      return from;
    }
    if (name.toString().equals("..")) {
      return from.getParent() == null ? from : from.getParent();
    }
    Kind kind = known.at(from).kind(name);
    spot(from).add(name, kind != Kind.FOLDER);
    return switch (kind) {
      case FOLDER -> from.resolve(name);
      case LINK -> follow(from.resolve(name), links);
      case ABSENT, OTHER -> null;
    };
  }

  private @Nullable Path follow(Path link, int links) {
    @Nullable Path target = links < MOST_LINKS ? target(link) : null;
    return target == null ? null : real(target, links + 1);
  }

  private static @Nullable Path target(Path link) {
    try {
      return link.resolveSibling(Files.readSymbolicLink(link));
    } catch (IOException | UnsupportedOperationException e) {
      return null; // it was replaced: that is an event, or will be noticed later
    }
  }

  private Spot spot(Path folder) {
    return spots.computeIfAbsent(folder, Spot::new);
  }
}
