package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.require.LoadedCode;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import io.github.luasearchers.spi.FileStamp;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that tell whether modules have changed. */
final class WatchedFiles {

  /** Stands for the content of a file that must not be there. */
  private static final String NOTHING = "";

  /** Stands for a content that nobody knows, as of an archive. */
  private static final String ANYTHING = "*";

  private WatchedFiles() {}

  /**
   * Returns the files that modules were loaded from, and those that would have come before them.
   */
  static Map<Path, String> of(Modules modules) {
    Map<Path, String> all = new LinkedHashMap<>();
    for (ModuleRecord each : modules.loads().records()) {
      @Nullable LoadedCode code = each.code();
      if (code != null) {
        for (String earlier : modules.placesBefore(each)) {
          add(all, earlier);
        }
        @Nullable Path file = file(code);
        if (file != null) {
          // Of an archive nobody knows what it has to be.
          boolean whole = file.toString().equals(each.place());
          all.put(file, whole ? code.sha256().orElse(ANYTHING) : ANYTHING);
        }
      }
    }
    return all;
  }

  /**
   * Tells whether a file is certainly what modules were loaded from.
   *
   * @param content what {@link #of} has for it
   * @param sha256 what the file is; empty if there is no file
   */
  static boolean isAsLoaded(String content, Optional<String> sha256) {
    return content.equals(sha256.orElse(NOTHING));
  }

  /** Tells whether a module's content can change without any change of a file. */
  static boolean isElsewhere(ModuleRecord record) {
    @Nullable LoadedCode code = record.code();
    return code != null && file(code) == null;
  }

  /** Returns the file that a text was read from, or the archive; null if it was from elsewhere. */
  private static @Nullable Path file(LoadedCode code) {
    Optional<FileStamp> stamp = code.source().file();
    return stamp.isPresent() ? stamp.get().file() : null;
  }

  private static void add(Map<Path, String> all, String name) {
    try {
      all.putIfAbsent(Path.of(name), NOTHING);
    } catch (InvalidPathException e) {
      // No file has such a name.
    }
  }
}
