package io.github.luasearchers.searchers.rocks.rock;

import io.github.luasearchers.searchers.jar.ZipBytes;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads rocks whose files are as they would be installed: {@code .all.rock}, binary rocks. */
final class BuiltRock {

  private static final String LUA = "lua/";
  private static final String LIB = "lib/";

  private BuiltRock() {}

  static Rock read(String place, RockName name, Rockspec rockspec, ZipBytes zip, boolean checked)
      throws IOException {
    if (!checked) {
      RockManifest.check(place, zip);
    }
    SortedMap<String, String> modules = new TreeMap<>();
    SortedMap<String, String> libraries = new TreeMap<>();
    for (String file : new TreeSet<>(zip.names())) {
      if (file.startsWith(LUA) && file.endsWith(".lua")) {
        ModuleNames.add(modules, file.substring(LUA.length()), ".lua", file);
      } else if (file.startsWith(LIB) && file.endsWith(".so")) {
        ModuleNames.add(libraries, file.substring(LIB.length()), ".so", file);
      }
    }
    return new Rock(name, rockspec, modules, libraries, path -> read(place, zip, path));
  }

  private static byte[] read(String place, ZipBytes zip, String path) throws IOException {
    return zip.read(path)
        .orElseThrow(() -> new IOException("'" + place + "' lacks '" + path + "'"));
  }
}
