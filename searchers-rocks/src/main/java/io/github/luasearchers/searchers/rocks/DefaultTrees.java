package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.spi.SearchContext;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where rocks are installed. The one class besides the provider that an idle jar loads. */
final class DefaultTrees {

  /** The folder of a tree with what LuaRocks knows of it, but for Lua's version. */
  static final String ROCKS = "lib/luarocks/rocks-";

  private DefaultTrees() {}

  /**
   * Returns the trees that are set; else those of LuaRocks that there are, the user's own first.
   */
  static List<String> of(SearchContext context) {
    Optional<String> given = context.setting("trees");
    if (given.isPresent()) {
      return RocksSettings.TREES.read(context);
    }
    List<String> trees = new ArrayList<>();
    if (!context.isSandboxed()) {
      String version = version(context);
      add(trees, System.getProperty("user.home", "") + "/.luarocks", version);
      add(trees, "/usr/local", version);
      add(trees, "/usr", version);
    }
    return trees;
  }

  private static void add(List<String> trees, String tree, String version) {
    if (new File(tree, ROCKS + version).isDirectory()) {
      trees.add(tree);
    }
  }

  /** Returns the version of the language, such as 5.4: rocks are installed for each. */
  static String version(SearchContext context) {
    String name = context.globals().get("_VERSION").optjstring("");
    return name.startsWith("Lua ") ? name.substring("Lua ".length()) : "5.4";
  }
}
