package io.github.luasearchers.searchers.http.cache;

import com.google.common.base.Strings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Finds and creates the folder of the cache. */
public final class CacheFolder {

  private CacheFolder() {}

  /**
   * Returns the default folder, by the XDG Base Directory Specification.
   *
   * @param environment the environment's variables
   * @param home the user's home
   */
  public static Path standard(Map<String, String> environment, Path home) {
    String named = Strings.nullToEmpty(environment.get("XDG_CACHE_HOME"));
    // The specification has relative paths ignored.
    Path caches = Path.of(named).isAbsolute() ? Path.of(named) : home.resolve(".cache");
    return caches.resolve("luasearchers");
  }

  /** Creates a folder and its parents, with access for the user only. */
  static void create(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectories(folder, mode);
  }
}
