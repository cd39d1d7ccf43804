package io.github.luasearchers.publish;

import io.github.luasearchers.searchers.http.cache.AtomicFiles;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.integrity.Bundles;
import io.github.luasearchers.searchers.http.integrity.ModuleIndex;
import io.github.luasearchers.searchers.http.integrity.RepositoryPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes the index and the bundles of a folder of modules, for a web server to serve. */
final class IndexWriter {

  private static final String BUNDLES = "bundles";
  private static final String ZIP = ".zip";
  private static final byte BINARY = 0x1b;

  private final Path folder;
  private final Consumer<String> notes;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final SortedMap<String, ModuleIndex.Module> modules = new TreeMap<>();

  /**
   * @param notes receives messages about files that are no modules
   */
  IndexWriter(Path folder, Consumer<String> notes) {
    this.folder = folder;
    this.notes = notes;
  }

  /**
   * Writes the requested bundles, then the existing ones again, and finally the index.
   *
   * @param bundled modules to put in an archive, each with all that it requires
   * @return what was written
   */
  ModuleIndex write(List<String> bundled) throws IOException {
    readFiles();
    SortedSet<String> names = new TreeSet<>(bundled);
    names.addAll(bundlesThere());
    ModuleIndex unbundled = new ModuleIndex(modules, List.of());
    List<ModuleIndex.Bundle> bundles = new ArrayList<>();
    for (String name : names) {
      if (unbundled.find(name).isEmpty()) {
        throw new IOException("there is no module '" + name + "' in '" + folder + "'");
      }
      bundles.add(writeBundle(name, unbundled));
    }
    ModuleIndex index = new ModuleIndex(modules, bundles);
    replace(folder.resolve(ModuleIndex.NAME), index.toJson());
    return index;
  }

  private void readFiles() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder '" + folder + "'");
    }
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) tree.sorted()::iterator) {
        if (file.toString().endsWith(".lua") && Files.isRegularFile(file)) {
          add(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void add(String path, byte[] content) {
    List<String> names = RepositoryPaths.modules(path);
    if (names.isEmpty()) {
      notes.accept("left out '" + path + "': no plain name of a module leads there");
      return;
    }
    if (content.length > 0 && content[0] == BINARY) {
      notes.accept("left out '" + path + "': it is a binary chunk");
      return;
    }
    files.put(path, content);
    List<String> required = RequireScanner.scan(content);
    required.removeAll(names);
    ModuleIndex.Module module =
        new ModuleIndex.Module(path, content.length, Digest.of(content), required);
    for (String name : names) {
      // "a.lua" is looked for before "a/init.lua", and comes before it here.
      modules.putIfAbsent(name, module);
    }
  }

  private List<String> bundlesThere() throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(folder.resolve(BUNDLES))) {
      try (Stream<Path> there = Files.list(folder.resolve(BUNDLES))) {
        for (Path file : (Iterable<Path>) there::iterator) {
          String name = file.getFileName().toString();
          if (name.endsWith(ZIP)) {
            names.add(name.substring(0, name.length() - ZIP.length()));
          }
        }
      }
    }
    return names;
  }

  private ModuleIndex.Bundle writeBundle(String module, ModuleIndex index) throws IOException {
    List<String> closure = index.closure(module);
    SortedMap<String, byte[]> content = new TreeMap<>();
    for (String each : closure) {
      String path = index.find(each).orElseThrow().path();
      content.put(path, files.getOrDefault(path, new byte[0]));
    }
    byte[] archive = Bundles.write(content);
    String path = BUNDLES + "/" + module + ZIP;
    Files.createDirectories(folder.resolve(BUNDLES));
    replace(folder.resolve(path), archive);
    List<String> sorted = closure.stream().sorted().toList();
    return new ModuleIndex.Bundle(path, archive.length, Digest.of(archive), sorted);
  }

  /** Replaces a file atomically, since a server may be sending it. */
  static void replace(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    AtomicFiles.write(target.resolveSibling("." + AtomicFiles.temporaryName()), target, content);
  }
}
