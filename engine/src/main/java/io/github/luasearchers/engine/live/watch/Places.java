package io.github.luasearchers.engine.live.watch;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a collection, each taken apart once: for thousands of places where nothing is, that
 * costs more than the look at their folders. Not safe for threads.
 */
final class Places {

  /**
   * A path.
   *
   * @param file the path as it was given
   * @param folder the folder that it is in, as an absolute path
   */
  record Place(Path file, Path folder, Path name) {

    /** Takes a path apart; null for the root, which is in no folder. */
    static @Nullable Place of(Path file) {
      Path absolute = file.toAbsolutePath();
      Path folder = absolute.getParent();
      Path name = absolute.getFileName();
      return folder == null || name == null ? null : new Place(file, folder, name);
    }
  }

  private final Predicate<Path> filter;

  /** Whose paths they are, weakly: a collection may hold the engine that it is about. */
  private WeakReference<Collection<Path>> source = new WeakReference<>(null);

  private List<@Nullable Place> places = List.of();

  Places(Predicate<Path> filter) {
    this.filter = filter;
  }

  /** Returns the places of a collection, without those that are filtered out; null for a root. */
  List<@Nullable Place> of(Collection<Path> files) {
    if (source.get() != files) {
      places = split(files);
      source = new WeakReference<>(files);
    }
    return places;
  }

  private List<@Nullable Place> split(Collection<Path> files) {
    List<@Nullable Place> all = new ArrayList<>(files.size());
    Map<Path, Path> folders = new HashMap<>();
    for (Path file : files) {
      if (filter.test(file)) {
        @Nullable Place place = Place.of(file);
        if (place != null) {
          // one object for each folder: it knows its hash code when it is looked for again
          Path folder = folders.computeIfAbsent(place.folder(), same -> same);
          place = new Place(file, folder, place.name());
        }
        all.add(place);
      }
    }
    return all;
  }
}
