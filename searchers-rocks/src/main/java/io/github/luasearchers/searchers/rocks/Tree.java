package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.rocks.rock.RockName;
import io.github.luasearchers.spi.FileStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder that LuaRocks installs into. */
final class Tree {

  private final Path root;
  private final String lua;
  private final Path file;
  private @Nullable FileStamp stamp;
  private @Nullable Manifest manifest;

  Tree(Path root, String lua) {
    this.root = root;
    this.lua = lua;
    this.file = root.resolve(DefaultTrees.ROCKS + lua).resolve("manifest");
  }

  Path manifestFile() {
    return file;
  }

  /** Returns the list of what is installed now; null if nothing is. */
  @Nullable Manifest manifest() throws IOException {
    if (stamp != null && stamp.isCurrent()) {
      return manifest;
    }
    if (!file.toFile().exists()) {
      // The usual case, of which an exception would take ten times as long to tell.
      stamp = null;
      return null;
    }
    try {
      FileStamp now = FileStamp.of(file);
      manifest = Manifest.read(file.toString(), Files.readAllBytes(file));
      stamp = now;
      return manifest;
    } catch (NoSuchFileException | NotDirectoryException e) {
      stamp = null;
      return null;
    }
  }

  /** Tells whether what a manifest says leads to a file of the tree. */
  static boolean isSafe(String file, String rock, String version) {
    boolean leads = file.isEmpty() || file.indexOf('\\') >= 0 || file.indexOf(':') >= 0;
    for (String part : file.split("/", -1)) {
      leads |= part.isEmpty() || part.equals(".") || part.equals("..");
    }
    boolean plain = !leads && file.chars().noneMatch(Character::isISOControl);
    return plain && RockName.isSafe(rock) && RockName.isSafe(version);
  }

  /**
   * Returns a file of a rock.
   *
   * @param current whether it has its own name; else the rock's name and version are before it
   */
  Path path(String name, String rock, String version, boolean current) {
    boolean source = name.endsWith(".lua");
    Path folder = root.resolve(source ? "share/lua/" + lua : "lib/lua/" + lua);
    String prefix = (rock + "_" + version).replace('-', '_').replace('.', '_') + "-";
    return folder.resolve(current ? name : prefix + name);
  }
}
