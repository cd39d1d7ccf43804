package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.searchers.http.cache.BlobStore;
import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.Printable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The index of a repository, {@code lua-modules.json}: each module's file, digest and required
 * modules, and archives of several modules.
 */
public record ModuleIndex(SortedMap<String, Module> modules, List<Bundle> bundles) {

  /** The index's name, in the repository's root. */
  public static final String NAME = "lua-modules.json";

  private static final long FORMAT = 1;
  private static final int MAX_MODULES = 100_000;
  private static final int MAX_BUNDLES = 10_000;
  private static final int MAX_NAMES = 1_000_000;

  /**
   * A module.
   *
   * @param path where its file is, from the repository's root
   * @param requires the modules that its code names; not all of them need be in the index
   */
  public record Module(String path, long size, Digest digest, List<String> requires) {
    public Module {
      requires = List.copyOf(requires);
    }
  }

  /**
   * An archive of modules, each under its path.
   *
   * @param path where the archive is, from the repository's root
   */
  public record Bundle(String path, long size, Digest digest, List<String> modules) {
    public Bundle {
      modules = List.copyOf(modules);
    }
  }

  public ModuleIndex {
    modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
    bundles = List.copyOf(bundles);
  }

  public Optional<Module> find(String module) {
    return Optional.ofNullable(modules.get(module));
  }

  /**
   * Returns a module and all modules of this repository that it requires, directly or not, breadth
   * first; nothing if it isn't here.
   */
  public List<String> closure(String module) {
    Set<String> met = new LinkedHashSet<>();
    Queue<String> open = new ArrayDeque<>(List.of(module));
    while (!open.isEmpty()) {
      String name = open.remove();
      @Nullable Module found = modules.get(name);
      if (found != null && met.add(name)) {
        open.addAll(found.requires);
      }
    }
    return new ArrayList<>(met);
  }

  /** Returns the smallest archive that has a module with all that it needs. */
  public Optional<Bundle> bundle(String module) {
    List<String> needed = closure(module);
    @Nullable Bundle best = null;
    for (Bundle bundle : bundles) {
      boolean smaller = best == null || bundle.size < best.size;
      if (smaller && !needed.isEmpty() && bundle.modules.containsAll(needed)) {
        best = bundle;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Reads an index.
   *
   * @param name what errors call it
   * @throws IOException if it is malformed, or names a path that leads out of the repository
   */
  public static ModuleIndex parse(String name, byte[] document) throws IOException {
    Reading reading = new Reading();
    JsonInput.read(name, document, in -> in.object(key -> reading.member(key, in)));
    if (!reading.seen.contains("format") || !reading.seen.contains("modules")) {
      throw new IOException("'" + name + "' is no index: it lacks 'format' or 'modules'");
    }
    return new ModuleIndex(reading.modules, reading.bundles);
  }

  /** What has been read so far. Unknown members are ignored: later versions may add some. */
  private static final class Reading {

    final Set<String> seen = new HashSet<>();
    final SortedMap<String, Module> modules = new TreeMap<>();
    final List<Bundle> bundles = new ArrayList<>();
    private int names;

    void member(String key, JsonInput in) throws IOException {
      seen.add(key);
      switch (key) {
        case "format" -> format(in);
        case "modules" -> in.object(name -> module(name, in));
        case "bundles" -> in.array(() -> bundle(in));
        default -> in.skip();
      }
    }

    private static void format(JsonInput in) throws IOException {
      long format = in.number();
      if (format != FORMAT) {
        throw in.error("format " + format + " is unknown here; it should be " + FORMAT);
      }
    }

    private void module(String name, JsonInput in) throws IOException {
      checkName(name, in);
      File file = file("deps", in);
      modules.put(name, new Module(file.path, file.size, file.digest, file.names));
      if (modules.size() > MAX_MODULES) {
        throw in.error("it has more than " + MAX_MODULES + " modules");
      }
    }

    private void bundle(JsonInput in) throws IOException {
      File file = file("modules", in);
      bundles.add(new Bundle(file.path, file.size, file.digest, file.names));
      if (bundles.size() > MAX_BUNDLES) {
        throw in.error("it has more than " + MAX_BUNDLES + " bundles");
      }
    }

    private record File(String path, long size, Digest digest, List<String> names) {}

    /** Reads what modules and bundles have in common. */
    private File file(String namesKey, JsonInput in) throws IOException {
      @Nullable Object[] fields = new @Nullable Object[3];
      List<String> listed = new ArrayList<>();
      in.object(
          key -> {
            if (key.equals("path")) {
              fields[0] = path(in);
            } else if (key.equals("size")) {
              fields[1] = in.number(BlobStore.LARGEST);
            } else if (key.equals("sha256")) {
              fields[2] = in.digest();
            } else if (key.equals(namesKey)) {
              in.array(() -> listed.add(name(in)));
            } else {
              in.skip();
            }
          });
      if (fields[0] instanceof String path
          && fields[1] instanceof Long size
          && fields[2] instanceof Digest digest) {
        return new File(path, size, digest, listed);
      }
      throw in.error("'path', 'size' and 'sha256' are needed");
    }

    private String path(JsonInput in) throws IOException {
      String path = in.string();
      if (!RepositoryPaths.isSafe(path)) {
        throw in.error(
            "the path '" + Printable.text(path) + "' leads out of the repository, or is none");
      }
      return path;
    }

    private String name(JsonInput in) throws IOException {
      if (++names > MAX_NAMES) {
        throw in.error("it names more than " + MAX_NAMES + " modules");
      }
      String name = in.string();
      checkName(name, in);
      return name;
    }

    private static void checkName(String name, JsonInput in) throws IOException {
      if (!RepositoryPaths.isModule(name)) {
        throw in.error("'" + Printable.text(name) + "' is no name of a module");
      }
    }
  }

  /** Returns the document that says it. */
  public byte[] toJson() {
    JsonLines lines = new JsonLines();
    modules.forEach(
        (name, module) ->
            lines.object(
                name,
                file(module.path, module.size, module.digest).strings("deps", module.requires)));
    List<JsonLines> archives = new ArrayList<>();
    for (Bundle each : bundles) {
      archives.add(file(each.path, each.size, each.digest).strings("modules", each.modules));
    }
    return new JsonLines()
        .number("format", FORMAT)
        .lines("modules", lines)
        .array("bundles", archives)
        .toBytes();
  }

  private static JsonLines file(String path, long size, Digest digest) {
    return new JsonLines().string("path", path).number("size", size).string("sha256", digest.hex());
  }
}
