package io.github.luasearchers.searchers.rocks.rock;

import io.github.luasearchers.spi.ModuleName;
import java.util.SortedMap;

/** Which modules a file is, by its path below a folder that {@code package.path} leads to. */
final class ModuleNames {

  private static final String INIT = ".init";

  private ModuleNames() {}

  /**
   * Adds the modules that a file is: {@code a.b} for {@code a/b.lua}, {@code a} and {@code a.init}
   * for {@code a/init.lua}. A name with a dot in it is none that {@code require} leads to.
   *
   * @param suffix what the file's name ends with
   * @param file where it is
   */
  static void add(SortedMap<String, String> modules, String path, String suffix, String file) {
    String stem = path.substring(0, path.length() - suffix.length());
    if (stem.indexOf('.') < 0) {
      addNamed(modules, stem.replace('/', '.'), file);
    }
  }

  /** Adds a module, and under the other name that {@code ?/init.lua} finds it by. */
  static void addNamed(SortedMap<String, String> modules, String name, String file) {
    if (ModuleName.isPlain(name)) {
      modules.put(name, file);
      if (name.endsWith(INIT)) {
        // A file of that name itself comes first, as in package.path.
        modules.putIfAbsent(name.substring(0, name.length() - INIT.length()), file);
      }
    }
  }
}
