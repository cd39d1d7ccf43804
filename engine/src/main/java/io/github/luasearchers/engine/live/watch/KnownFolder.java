package io.github.luasearchers.engine.live.watch;

import io.github.luasearchers.spi.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the names in one folder. Whatever adds, removes or replaces one changes the
 * folder's stamp, and as long as that is current none is looked at again: so the many places where
 * a file might appear cost one look for each folder.
 */
final class KnownFolder {

  /** What stands under a name; a link is not followed. */
  enum Kind {
    ABSENT,
    FOLDER,
    LINK,
    /** A file, or what can't be looked at. */
    OTHER
  }

  private final Path folder;
  private final @Nullable FileStamp stamp;
  private final boolean there;
  private final Map<Path, Kind> kinds = new HashMap<>();

  private KnownFolder(Path folder, @Nullable FileStamp stamp, boolean there) {
    this.folder = folder;
    this.stamp = stamp;
    this.there = there;
  }

  /**
   * Looks at a folder, through links.
   *
   * @param mounts tell whether its stamp can be relied on
   */
  static KnownFolder of(Path folder, Mounts mounts) {
    try {
      FileStamp stamp = FileStamp.of(folder);
      boolean counts = stamp.text().isPresent() && !mounts.isRemote(folder);
      return new KnownFolder(folder, counts ? stamp : null, stamp.isDirectory());
    } catch (NoSuchFileException e) {
      return new KnownFolder(folder, null, false);
    } catch (IOException e) {
      return new KnownFolder(folder, null, !isBelowFile(folder));
    }
  }

  /** Tells whether a path has a file where it needs a folder. */
  static boolean isBelowFile(Path path) {
    Path above = path.getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above != null && Files.isRegularFile(above);
  }

  /** Tells whether the folder is as it was, so that what is known of its names still holds. */
  boolean isCurrent() {
    return there ? stamp != null && stamp.isCurrent() : !folder.toFile().exists();
  }

  /** Tells what stands under a name; looks once for as long as the folder is known. */
  Kind kind(Path name) {
    if (!there) {
      return Kind.ABSENT;
    }
    Kind known = kinds.get(name);
    if (known == null) {
      known = look(folder.resolve(name));
      kinds.put(name, known);
    }
    return known;
  }

  private static Kind look(Path path) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        return Kind.LINK;
      }
      return attributes.isDirectory() ? Kind.FOLDER : Kind.OTHER;
    } catch (NoSuchFileException e) {
      return Kind.ABSENT;
    } catch (IOException e) {
      return Kind.OTHER;
    }
  }
}
