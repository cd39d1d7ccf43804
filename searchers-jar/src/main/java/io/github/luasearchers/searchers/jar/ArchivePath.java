package io.github.luasearchers.searchers.jar;

import io.github.luasearchers.spi.FileStamp;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One template: the archives, and the names of modules in them. A {@code *} in the archives' name
 * stands for any part of a file's or folder's name, a {@code ?} for the module's name.
 *
 * <p>The listing of a folder is cached as long as its stamp shows that nothing was added or
 * removed.
 */
final class ArchivePath {

  /** Replaces {@code *}. No module's name contains it, so that none acts as a pattern. */
  private static final char ANY = '\0';

  private final String archives;
  private final String entries;
  private final Map<String, Listing> listings = new HashMap<>();

  private ArchivePath(String archives, String entries) {
    this.archives = archives;
    this.entries = entries;
  }

  static ArchivePath parse(String template) {
    int separator = template.indexOf("!/");
    if (separator <= 0 || separator + 2 == template.length()) {
      throw new IllegalArgumentException(
          "lua.jar.path: '"
              + template
              + "' is not an archive, '!/' and a name in it, as in 'libs/*.jar!/lua/?.lua'");
    }
    return new ArchivePath(
        template.substring(0, separator).replace('*', ANY), template.substring(separator + 2));
  }

  /** Returns a module's name in the archive. The module is given with slashes. */
  String entry(String module) {
    return entries.replace("?", module);
  }

  /** Tells whether the template names a single archive, whether it exists or not. */
  boolean isPlain() {
    return archives.indexOf(ANY) < 0;
  }

  /**
   * Returns the names of the archives that exist now, or the single name if the template has one.
   */
  List<String> archives(String module) throws IOException {
    String pattern = archives.replace("?", module);
    return isPlain() ? List.of(pattern) : expand(pattern);
  }

  private List<String> expand(String pattern) throws IOException {
    List<String> found = List.of("");
    int start = 0;
    while (start < pattern.length()) {
      int slash = pattern.indexOf('/', start);
      int end = slash < 0 ? pattern.length() : slash + 1;
      String part = pattern.substring(start, slash < 0 ? end : slash);
      List<String> longer = new ArrayList<>();
      for (String each : found) {
        if (part.indexOf(ANY) < 0) {
          longer.add(each + pattern.substring(start, end));
        } else {
          addMatches(each, part, slash >= 0, longer);
        }
      }
      found = longer;
      start = end;
    }
    return found;
  }

  /** Adds the items of a folder that match a pattern: folders, with a slash, or files. */
  private void addMatches(String folder, String pattern, boolean folders, List<String> matches)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (Item item : list(folder)) {
      if (fits(item.name, pattern) && item.isFolder() == folders) {
        names.add(folder + item.name + (folders ? "/" : ""));
      }
    }
    Collections.sort(names);
    matches.addAll(names);
  }

  private static boolean fits(String name, String pattern) {
    int any = pattern.indexOf(ANY);
    if (any < 0) {
      return name.equals(pattern);
    }
    if (!name.startsWith(pattern.substring(0, any))) {
      return false;
    }
    String rest = pattern.substring(any + 1);
    for (int from = any; from <= name.length(); from++) {
      if (fits(name.substring(from), rest)) {
        return true;
      }
    }
    return false;
  }

  private List<Item> list(String folder) throws IOException {
    @Nullable Listing known = listings.get(folder);
    if (known != null && known.stamp.isCurrent()) {
      return known.items;
    }
    Path path = Path.of(folder.isEmpty() ? "." : folder);
    try {
      FileStamp stamp = FileStamp.of(path);
      Listing now = Listing.read(path, stamp);
      listings.put(folder, now);
      return now.items;
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /**
   * The listing of a folder.
   *
   * @param stamp the folder's stamp, taken before it was listed
   */
  private record Listing(FileStamp stamp, List<Item> items) {

    static Listing read(Path folder, FileStamp stamp) throws IOException {
      List<Item> items = new ArrayList<>();
      try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
        for (Path each : content) {
          boolean isLink = Files.isSymbolicLink(each);
          items.add(
              new Item(
                  String.valueOf(each.getFileName()),
                  Files.isDirectory(each),
                  isLink ? each : null));
        }
      } catch (NotDirectoryException e) {
        // A file contains nothing.
      }
      return new Listing(stamp, items);
    }
  }

  /**
   * An item of a folder.
   *
   * @param folder whether it is a folder, or was a link to one when the folder was listed
   * @param link its path if it is a link, whose target may change without the folder
   */
  private record Item(String name, boolean folder, @Nullable Path link) {

    boolean isFolder() {
      return link == null ? folder : Files.isDirectory(link);
    }
  }
}
