package io.github.luasearchers.searchers.rocks.rock;

import io.github.luasearchers.searchers.jar.ZipBytes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The source files of a rock, by their paths below the folder that its rockspec means. */
final class SourceTree {

  private final String place;
  private final Map<String, Content> contents;

  private SourceTree(String place, Map<String, Content> contents) {
    this.place = place;
    this.contents = contents;
  }

  /** Reads one file. */
  @FunctionalInterface
  interface Content {
    byte[] read() throws IOException;
  }

  /** Finds the sources in a rock: an archive, one file, or a folder. */
  static SourceTree read(String place, Rockspec rockspec, ZipBytes zip) throws IOException {
    Optional<String> file = rockspec.sourceFile().filter(name -> zip.names().contains(name));
    Map<String, Content> contents = new HashMap<>();
    if (file.isPresent()) {
      String inner = place + "!/" + file.get();
      add(inner, file.get(), zip.read(file.get()).orElseThrow(), contents);
    } else {
      addAll(zip, contents);
    }
    return new SourceTree(place, below(rockspec.sourceFolder(), contents));
  }

  private static void add(String place, String name, byte[] content, Map<String, Content> contents)
      throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".lua")) {
      contents.put(name, () -> content);
    } else if (lower.endsWith(".zip")) {
      addAll(ZipBytes.open(place, content), contents);
    } else if (TarSource.reads(lower)) {
      TarSource.read(place, lower, content)
          .forEach((path, bytes) -> contents.put(path, () -> bytes));
    } else {
      throw new IOException(
          "'"
              + place
              + "' is an archive of a kind that is not read: .tar.gz, .tar.bz2, .tar and"
              + " .zip are");
    }
  }

  private static void addAll(ZipBytes zip, Map<String, Content> contents) {
    for (String name : zip.names()) {
      contents.put(name, () -> zip.read(name).orElseThrow());
    }
  }

  /**
   * Returns the files of the folder with the sources: the one that is named, or the only one there
   * is.
   */
  private static Map<String, Content> below(Optional<String> named, Map<String, Content> contents) {
    String folder = named.map(name -> name.replaceAll("/+$", "") + "/").orElse("");
    if (folder.isEmpty() || contents.keySet().stream().noneMatch(f -> f.startsWith(folder))) {
      return below(onlyFolder(contents.keySet()), contents);
    }
    return below(folder, contents);
  }

  private static Map<String, Content> below(String folder, Map<String, Content> contents) {
    Map<String, Content> below = new HashMap<>();
    contents.forEach(
        (path, content) -> {
          if (path.startsWith(folder)) {
            below.put(path.substring(folder.length()), content);
          }
        });
    return below;
  }

  private static String onlyFolder(Set<String> paths) {
    Set<String> folders = new TreeSet<>();
    boolean loose = false;
    for (String path : paths) {
      int slash = path.indexOf('/');
      boolean ofRock = path.endsWith(".rockspec") || path.equals("rock_manifest");
      if (slash >= 0) {
        folders.add(path.substring(0, slash + 1));
      } else if (!ofRock) {
        loose = true;
      }
    }
    return folders.size() == 1 && !loose ? folders.iterator().next() : "";
  }

  boolean has(String path) {
    return contents.containsKey(path);
  }

  Set<String> files() {
    return new TreeSet<>(contents.keySet());
  }

  byte[] read(String path) throws IOException {
    Content content = contents.get(path);
    if (content == null) {
      throw new IOException("'" + place + "' lacks '" + path + "'");
    }
    return content.read();
  }
}
