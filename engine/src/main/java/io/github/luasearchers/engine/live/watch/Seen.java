package io.github.luasearchers.engine.live.watch;

import io.github.luasearchers.spi.FileStamp;
import org.jspecify.annotations.Nullable;

/**
 * A look at a file.
 *
 * @param state what it came to
 * @param stamp what the file had before it was read; null if it can't be relied on
 * @param signature what the file had after it was read; null if there was none
 * @param since when it was first seen with that signature, by {@link System#nanoTime}
 */
record Seen(FileState state, @Nullable FileStamp stamp, @Nullable Signature signature, long since) {

  /** Tells whether there is no need to look again. */
  boolean isCurrent() {
    return state.settled() && stamp != null && stamp.isCurrent();
  }

  Seen with(FileState other) {
    return new Seen(other, stamp, signature, since);
  }
}
