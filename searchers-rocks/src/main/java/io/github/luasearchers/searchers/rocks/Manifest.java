package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.jar.ZipBytes;
import io.github.luasearchers.searchers.rocks.data.DataReader;
import io.github.luasearchers.searchers.rocks.data.DataTable;
import io.github.luasearchers.searchers.rocks.data.JsonData;
import io.github.luasearchers.searchers.rocks.rock.RockName;
import io.github.luasearchers.searchers.rocks.version.Version;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list of what a server, or a tree of installed rocks, has. */
final class Manifest {

  private final DataTable document;

  private Manifest(DataTable document) {
    this.document = document;
  }

  /**
   * Reads a manifest: in Lua's form, in JSON, or one of these in a zip archive.
   *
   * @param name what errors call it
   */
  static Manifest read(String name, byte[] content) throws IOException {
    if (name.endsWith(".zip")) {
      ZipBytes zip = ZipBytes.open(name, content);
      Iterator<String> names = zip.names().iterator();
      if (zip.names().size() != 1) {
        throw new IOException("archive '" + name + "' holds a manifest and nothing else");
      }
      String inner = names.next();
      return read(name + "!/" + inner, zip.read(inner).orElseThrow());
    }
    DataTable document =
        name.endsWith(".json") ? JsonData.read(name, content) : DataReader.read(name, content);
    if (document.table("repository").isEmpty()) {
      throw new IOException("'" + name + "' is no manifest: it lacks 'repository'");
    }
    return new Manifest(document);
  }

  /** Tells whether there is a rock of this name. */
  boolean has(String rock) {
    return versions(rock).isPresent();
  }

  private Optional<DataTable> versions(String rock) {
    return document.table("repository").flatMap(all -> all.table(rock));
  }

  /** Returns the versions of a rock, and for what each is there: {@code all}, {@code src}... */
  Map<Version, Set<String>> archs(String rock) {
    Map<Version, Set<String>> archs = new HashMap<>();
    Optional<DataTable> versions = versions(rock);
    if (versions.isPresent()) {
      for (Map.Entry<Object, Object> each : versions.get().members()) {
        String version = String.valueOf(each.getKey());
        if (RockName.isSafe(version) && each.getValue() instanceof DataTable items) {
          archs.put(Version.parse(version), archs(items));
        }
      }
    }
    return archs;
  }

  private static Set<String> archs(DataTable items) {
    Set<String> archs = new HashSet<>();
    for (Object item : items.items()) {
      if (item instanceof DataTable table) {
        table.text("arch").filter(RockName::isSafe).ifPresent(archs::add);
      }
    }
    return archs;
  }

  // ---- what only the manifest of a tree has

  /** Returns the rocks that have a module, as {@code name/version}, the current one first. */
  Optional<DataTable> providers(String module) {
    return document.table("modules").flatMap(modules -> modules.table(module));
  }

  /** Returns where an installed rock has a module, below the folder for such files. */
  Optional<String> file(String rock, String version, String module) {
    return versions(rock)
        .flatMap(versions -> versions.table(version))
        .filter(items -> !items.items().isEmpty())
        .map(items -> items.items().get(0))
        .flatMap(item -> item instanceof DataTable t ? t.table("modules") : Optional.empty())
        .flatMap(modules -> modules.text(module));
  }

  /** Returns what an installed rock needs. */
  Optional<DataTable> dependencies(String rock, String version) {
    return document
        .table("dependencies")
        .flatMap(all -> all.table(rock))
        .flatMap(versions -> versions.table(version));
  }
}
