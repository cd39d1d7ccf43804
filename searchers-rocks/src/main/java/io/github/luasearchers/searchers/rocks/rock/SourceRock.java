package io.github.luasearchers.searchers.rocks.rock;

import io.github.luasearchers.searchers.jar.ZipBytes;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code .src.rock}s of pure Lua. The rockspec says which file each module is; a rock that
 * would have to be compiled, or runs commands to build itself, is refused.
 */
final class SourceRock {

  /** What LuaRocks takes for no code where a rockspec does not list its modules. */
  private static final Set<String> NO_CODE =
      Set.of("spec", ".luarocks", "lua_modules", "test.lua", "tests.lua", "tests", "test");

  private final String place;
  private final RockName name;
  private final Rockspec rockspec;
  private final SourceTree tree;

  private SourceRock(String place, RockName name, Rockspec rockspec, SourceTree tree) {
    this.place = place;
    this.name = name;
    this.rockspec = rockspec;
    this.tree = tree;
  }

  static Rock read(String place, RockName name, Rockspec rockspec, ZipBytes zip)
      throws IOException {
    String type = rockspec.buildType();
    boolean pure = Set.of("builtin", "module", "none").contains(type);
    if (!pure && !(type.isEmpty() && rockspec.hasModules())) {
      throw needsBuild(name, "its build is of the type '" + type + "'");
    }
    if (!type.equals("none")) {
      // Before the sources are looked at: they may be of any kind where nothing can be done anyway.
      for (Map.Entry<String, Object> each : rockspec.modules().entrySet()) {
        if (!(each.getValue() instanceof String path) || !path.endsWith(".lua")) {
          throw needsBuild(name, "its module '" + each.getKey() + "' is to be compiled");
        }
      }
    }
    SourceTree tree = SourceTree.read(place, rockspec, zip);
    SourceRock rock = new SourceRock(place, name, rockspec, tree);
    return new Rock(name, rockspec, rock.modules(), new TreeMap<>(), tree::read);
  }

  private static IOException needsBuild(RockName name, String why) {
    return new IOException(
        "rock '"
            + name.name()
            + "' needs a native build, which is not made here ("
            + name
            + ": "
            + why
            + "): install it by LuaRocks into a tree of lua.rocks.trees");
  }

  private SortedMap<String, String> modules() throws IOException {
    SortedMap<String, String> modules = new TreeMap<>();
    boolean listed = rockspec.hasModules() || rockspec.buildType().equals("none");
    if (!listed) {
      detect(modules);
    } else if (!rockspec.buildType().equals("none")) {
      for (Map.Entry<String, Object> each : rockspec.modules().entrySet()) {
        String path = (String) each.getValue();
        // A list of files has no names of modules, but those that their own names stand for.
        String module = Rockspec.isItem(each.getKey()) ? stem(path) : each.getKey();
        ModuleNames.addNamed(modules, module, path);
      }
    }
    for (Map.Entry<String, Object> each : rockspec.installed().entrySet()) {
      if (each.getValue() instanceof String path && path.endsWith(".lua")) {
        String module = Rockspec.isItem(each.getKey()) ? stem(path) : each.getKey();
        ModuleNames.addNamed(modules, module, path);
      }
    }
    for (Map.Entry<String, String> each : modules.entrySet()) {
      if (!tree.has(each.getValue())) {
        throw new IOException(
            "'"
                + place
                + "' lacks '"
                + each.getValue()
                + "', the module '"
                + each.getKey()
                + "' of its rockspec");
      }
    }
    return modules;
  }

  private static String stem(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.substring(0, file.length() - ".lua".length());
  }

  /** Takes the files in {@code src}, {@code lua}, {@code lib} or the root, as LuaRocks does. */
  private void detect(SortedMap<String, String> modules) throws IOException {
    String folder = "";
    for (String parent : new String[] {"src/", "lua/", "lib/"}) {
      if (folder.isEmpty() && tree.files().stream().anyMatch(file -> file.startsWith(parent))) {
        folder = parent;
      }
    }
    for (String file : tree.files()) {
      if (file.startsWith(folder)) {
        String path = file.substring(folder.length());
        int slash = path.indexOf('/');
        boolean code = !NO_CODE.contains(slash < 0 ? path : path.substring(0, slash));
        if (code && path.endsWith(".c")) {
          throw needsBuild(name, "'" + file + "' is to be compiled");
        }
        if (code && path.endsWith(".lua")) {
          ModuleNames.add(modules, path, ".lua", file);
        }
      }
    }
  }
}
