package io.github.luasearchers.engine.live.watch;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What differs in most cases if a file changed; enough to tell that one is being written, not that
 * one is the same.
 *
 * @param changed when its data or status changed, or only its data where the system tells no more
 */
record Signature(@Nullable FileTime changed, @Nullable Object key, @Nullable Object size) {

  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  static Signature of(Path file) throws IOException {
    Map<String, Object> all =
        Files.readAttributes(
            file, UNIX ? "unix:ctime,ino,size" : "basic:lastModifiedTime,fileKey,size");
    Object changed = all.get(UNIX ? "ctime" : "lastModifiedTime");
    return new Signature(
        changed instanceof FileTime time ? time : null,
        all.get(UNIX ? "ino" : "fileKey"),
        all.get("size"));
  }

  /** Returns the signature, null if there is no file or none that can be looked at. */
  static @Nullable Signature orNull(Path file) {
    try {
      return of(file);
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Tells whether the last change was so long ago. One that lies in the future was dated by another
   * clock, or the clock went back: nobody knows how long ago it was.
   */
  boolean isOlderThan(Duration age) {
    return changed != null && !changed.toInstant().plus(age).isAfter(Instant.now());
  }

  boolean isSame(@Nullable Signature other) {
    return Objects.equals(this, other);
  }
}
