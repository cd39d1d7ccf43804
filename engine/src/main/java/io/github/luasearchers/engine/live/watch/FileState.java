package io.github.luasearchers.engine.live.watch;

import java.util.Optional;

/**
 * What a file was when {@link FileStates} looked at it. As long as nothing changes, that returns
 * the same object.
 *
 * @param kind what there is
 * @param sha256 the SHA-256 of the content of a regular file, in hexadecimal digits
 * @param size how many bytes it has; 0 for all else
 * @param settled whether it can be taken for what it is to be: false if it changed within the quiet
 *     period, changed while it was read, vanished just now, or was emptied less than two seconds
 *     ago
 * @param problem why it could not be read
 * @since 0.1.0
 */
public record FileState(
    Kind kind, Optional<String> sha256, long size, boolean settled, Optional<String> problem) {

  /**
   * What there is under a file's name.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** Nothing, or a link that leads to nothing. */
    ABSENT,
    /** A regular file that was read. */
    FILE,
    /** A folder, a pipe, a device: never read. */
    OTHER,
    /** Something that could not be looked at or read. */
    UNREADABLE
  }
}
