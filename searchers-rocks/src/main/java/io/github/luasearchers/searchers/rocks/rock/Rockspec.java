package io.github.luasearchers.searchers.rocks.rock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.searchers.rocks.data.DataException;
import io.github.luasearchers.searchers.rocks.data.DataReader;
import io.github.luasearchers.searchers.rocks.data.DataTable;
import io.github.luasearchers.searchers.rocks.version.Dependency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a rock says of itself. */
public final class Rockspec {

  private final DataTable document;
  private final List<Dependency> dependencies;

  private Rockspec(DataTable document, List<Dependency> dependencies) {
    this.document = document;
    this.dependencies = dependencies;
  }

  /**
   * Reads a rockspec.
   *
   * @param place what errors call it
   * @throws IOException if it is no data, or not that of the rock
   */
  static Rockspec read(String place, byte[] content, RockName name) throws IOException {
    DataTable document;
    try {
      document = DataReader.read(place, content);
    } catch (DataException e) {
      throw new IOException("the rockspec " + e.getMessage(), e);
    }
    String own = document.text("package").orElse("?") + " " + document.text("version").orElse("?");
    // LuaRocks writes names of files in lower case.
    if (!own.equalsIgnoreCase(name.toString())) {
      throw new IOException("'" + place + "' is that of " + shown(own) + ", not of " + name);
    }
    return new Rockspec(document, dependencies(place, document));
  }

  private static String shown(String text) {
    String decoded = new String(text.getBytes(ISO_8859_1), UTF_8);
    return "'" + decoded.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  private static List<Dependency> dependencies(String place, DataTable document)
      throws IOException {
    List<Dependency> dependencies = new ArrayList<>();
    for (Object each : merged(document.table("dependencies")).values()) {
      try {
        if (each instanceof String text) {
          dependencies.add(Dependency.parse(text));
        }
      } catch (IllegalArgumentException e) {
        throw new IOException("'" + place + "': " + shown(String.valueOf(each)), e);
      }
    }
    return List.copyOf(dependencies);
  }

  /** Returns what it needs, Lua itself among it. */
  public List<Dependency> dependencies() {
    return dependencies;
  }

  /** Returns the kind of build; the empty string if none is named. */
  String buildType() {
    Object type = merged(document.table("build")).get("type");
    return type instanceof String text ? text : "";
  }

  /** Returns what {@code build.modules} says, for this machine. */
  Map<String, Object> modules() {
    return part("modules");
  }

  /** Returns what {@code build.install.lua} says. */
  Map<String, Object> installed() {
    return merged(
        document.table("build").flatMap(b -> b.table("install")).flatMap(i -> i.table("lua")));
  }

  boolean hasModules() {
    return document.table("build").flatMap(b -> b.table("modules")).isPresent();
  }

  private Map<String, Object> part(String name) {
    Map<String, Object> all = new TreeMap<>();
    Optional<DataTable> build = document.table("build");
    all.putAll(merged(build.flatMap(b -> b.table(name))));
    Optional<DataTable> platforms = build.flatMap(b -> b.table("platforms"));
    for (String platform : platforms()) {
      all.putAll(merged(platforms.flatMap(p -> p.table(platform)).flatMap(b -> b.table(name))));
    }
    return all;
  }

  /** Returns the folder of the archive that the sources are in, if the rockspec says so. */
  Optional<String> sourceFolder() {
    return document.table("source").flatMap(s -> s.text("dir"));
  }

  /** Returns the file that the sources were in when they were fetched. */
  Optional<String> sourceFile() {
    Optional<DataTable> source = document.table("source");
    Optional<String> file = source.flatMap(s -> s.text("file"));
    return file.isPresent() ? file : source.flatMap(s -> s.text("url")).map(Rockspec::lastPart);
  }

  private static String lastPart(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** Returns a table with what it has for the platforms of this machine laid over it. */
  private static Map<String, Object> merged(Optional<DataTable> table) {
    Map<String, Object> merged = new TreeMap<>();
    table.ifPresent(own -> put(own, merged));
    Optional<DataTable> platforms = table.flatMap(own -> own.table("platforms"));
    for (String platform : platforms()) {
      platforms.flatMap(p -> p.table(platform)).ifPresent(own -> put(own, merged));
    }
    merged.remove("platforms");
    return merged;
  }

  private static void put(DataTable table, Map<String, Object> into) {
    int number = 0;
    for (Object each : table.items()) {
      into.put(String.format(Locale.ROOT, "%08d", ++number), each);
    }
    for (Map.Entry<Object, Object> each : table.members()) {
      into.put(String.valueOf(each.getKey()), each.getValue());
    }
  }

  /** Tells whether a key stands for a place in a list. */
  static boolean isItem(String key) {
    return key.matches("[0-9]{8}");
  }

  private static List<String> platforms() {
    @Nullable String system = System.getProperty("os.name");
    String name = system == null ? "" : system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("windows", "win32");
    }
    return name.startsWith("mac")
        ? List.of("unix", "bsd", "macosx", "macos")
        : List.of("unix", "linux");
  }
}
