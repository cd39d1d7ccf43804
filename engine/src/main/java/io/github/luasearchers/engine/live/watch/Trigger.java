package io.github.luasearchers.engine.live.watch;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file whose change starts a check: to touch it is enough, to remove it is not. */
final class Trigger {

  private final Path file;
  private final Collection<Path> files;
  private @Nullable Signature known;

  Trigger(Path file) {
    this.file = file.toAbsolutePath();
    files = List.of(this.file);
    known = Signature.orNull(this.file);
  }

  /** Returns what to watch for it: always the same collection. */
  Collection<Path> files() {
    return files;
  }

  /** Tells whether it is there and was changed since it was asked for the last time. */
  boolean isPulled() {
    @Nullable Signature now = Signature.orNull(file);
    boolean pulled = now != null && !now.isSame(known);
    known = now;
    return pulled;
  }
}
