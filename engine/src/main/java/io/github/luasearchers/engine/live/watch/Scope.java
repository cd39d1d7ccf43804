package io.github.luasearchers.engine.live.watch;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The files that are watched: absolute, without those that are excluded. */
final class Scope {

  private final Excludes excludes;

  /** Whose files they are, weakly: a collection may hold the engine that it is about. */
  private WeakReference<Collection<Path>> source = new WeakReference<>(null);

  private Set<Path> files = Set.of();

  Scope(Excludes excludes) {
    this.excludes = excludes;
  }

  /** Makes them of a collection, if that is another than the last time. */
  Collection<Path> of(Collection<Path> given) {
    if (source.get() != given) {
      Set<Path> made = new LinkedHashSet<>();
      for (Path file : given) {
        if (!excludes.exclude(file)) {
          made.add(file.toAbsolutePath());
        }
      }
      files = made;
      source = new WeakReference<>(given);
    }
    return files;
  }
}
