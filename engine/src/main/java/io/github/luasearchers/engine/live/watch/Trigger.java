package io.github.luasearchers.engine.live.watch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file whose change starts a check: to touch it is enough, to remove it is not. */
final class Trigger {

  private final Path file;
  private @Nullable Signature known;

  Trigger(Path file) {
    this.file = file.toAbsolutePath();
    known = Signature.orNull(this.file);
  }

  Path file() {
    return file;
  }

  /** Tells whether it is there and was changed since it was asked for the last time. */
  boolean isPulled() {
    @Nullable Signature now = Signature.orNull(file);
    boolean pulled = now != null && !now.isSame(known);
    known = now;
    return pulled;
  }
}
