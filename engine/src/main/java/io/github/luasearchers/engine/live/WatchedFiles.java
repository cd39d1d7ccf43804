package io.github.luasearchers.engine.live;

import io.github.luasearchers.engine.require.LoadedCode;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import java.net.URI;
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

  private static final String FILE_URL = "file:";
  private static final String IN_ARCHIVE = "!/";

  private WatchedFiles() {}

  /** Returns the files that modules were loaded from, and those that would have come before them. */
  static Map<Path, String> of(Modules modules) {
    Map<Path, String> all = new LinkedHashMap<>();
    for (ModuleRecord each : modules.loads().records()) {
      @Nullable LoadedCode code = each.code();
      if (code != null) {
        for (String earlier : modules.placesBefore(each)) {
          add(all, earlier, NOTHING);
        }
        String place = String.valueOf(each.place());
        boolean packed = place.contains(IN_ARCHIVE);
        add(all, place, packed ? ANYTHING : code.sha256().orElse(ANYTHING));
      }
    }
    return all;
  }

  /**
   * Tells whether a file is what modules were loaded from.
   *
   * @param content what {@link #of} has for it
   * @param sha256 what the file is; empty if there is no file
   */
  static boolean isAsLoaded(String content, Optional<String> sha256) {
    return content.equals(ANYTHING) || content.equals(sha256.orElse(NOTHING));
  }

  /** Tells whether a module's content can change without any change of a file. */
  static boolean isElsewhere(ModuleRecord record) {
    return record.code() != null && path(String.valueOf(record.place())) == null;
  }

  private static void add(Map<Path, String> all, String place, String content) {
    @Nullable Path path = path(place);
    if (path != null) {
      all.put(path, content);
    }
  }

  /** Returns the file at a place, or the archive that has it; null if it is no file. */
  private static @Nullable Path path(String place) {
    String file = place.startsWith("jar:") ? place.substring("jar:".length()) : place;
    int entry = file.indexOf(IN_ARCHIVE);
    String name = entry < 0 ? file : file.substring(0, entry);
    try {
      if (name.startsWith(FILE_URL)) {
        return Path.of(URI.create(name));
      }
      return name.contains("://") ? null : Path.of(name);
    } catch (IllegalArgumentException e) { // an InvalidPathException is one
      return null;
    }
  }
}
