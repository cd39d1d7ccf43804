package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The names of modules that {@code require} would find: those that are loaded or preloaded, and
 * those for which there is a file along {@code package.path} and {@code package.cpath}. A folder
 * stands for what may be in it, with a dot.
 */
final class ModuleNames {

  /** How many files of one folder are looked at. */
  private static final int MOST = 2_000;

  private final LuaRuntime lua;
  private final TreeSet<String> names = new TreeSet<>();

  ModuleNames(LuaRuntime lua) {
    this.lua = lua;
  }

  Collection<String> beginningWith(String part) {
    addKeys(lua.loadedTable());
    if (!(lua.globals().rawget(LuaText.of("package")) instanceof LuaTable library)) {
      return names;
    }
    addKeys(library.rawget(LuaText.of("preload")));
    for (String key : new String[] {"path", "cpath"}) {
      if (library.rawget(LuaText.of(key)) instanceof LuaString path) {
        for (String template : LuaText.toJava(path).split(";", -1)) {
          addFiles(template, part);
        }
      }
    }
    return names;
  }

  private void addKeys(@Nullable LuaValue table) {
    if (!(table instanceof LuaTable known)) {
      return;
    }
    for (Varargs entry = known.next(LuaValue.NIL); !entry.arg1().isnil(); ) {
      if (entry.arg1() instanceof LuaString name) {
        names.add(LuaText.toJava(name));
      }
      entry = known.next(entry.arg1());
    }
  }

  private void addFiles(String template, String part) {
    int mark = template.indexOf('?');
    if (mark < 0) {
      return;
    }
    String parents = part.substring(0, part.lastIndexOf('.') + 1);
    String before = template.substring(0, mark);
    String prefix = before.substring(before.lastIndexOf('/') + 1);
    String folder = before.substring(0, before.length() - prefix.length());
    String end = template.substring(mark + 1);
    try {
      Path in = Path.of((folder.isEmpty() ? "./" : folder) + parents.replace('.', '/'));
      if (Files.isDirectory(in)) {
        addAll(in, parents, prefix, end);
      }
    } catch (InvalidPathException | IOException | DirectoryIteratorException e) {
      return; // what can't be read has no modules
    }
  }

  private void addAll(Path folder, String parents, String prefix, String end) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      int count = 0;
      for (Path file : files) {
        if (++count > MOST) {
          return;
        }
        add(file, parents, prefix, end);
      }
    }
  }

  private void add(Path file, String parents, String prefix, String end) {
    String name = file.getFileName().toString();
    if (!name.startsWith(prefix)) {
      return;
    }
    String rest = name.substring(prefix.length());
    if (end.startsWith("/")) {
      if (Files.isRegularFile(Path.of(file + end))) {
        names.add(parents + rest);
      }
    } else if (rest.endsWith(end) && rest.length() > end.length()) {
      names.add(parents + rest.substring(0, rest.length() - end.length()));
    } else if (end.startsWith(".lua") && rest.indexOf('.') < 0 && Files.isDirectory(file)) {
      names.add(parents + rest + ".");
    }
  }
}
