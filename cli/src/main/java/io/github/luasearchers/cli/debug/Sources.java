package io.github.luasearchers.cli.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.debug.Source;
import org.jspecify.annotations.Nullable;

/**
 * Brings together what chunks are called and what the editor calls them. A chunk of a file has the
 * file's path. Any other, from an archive, the network or a text, has a number, under which the
 * editor asks for its text.
 */
final class Sources {

  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final List<String> numbered = new ArrayList<>();
  private final Map<String, String> mappings = new LinkedHashMap<>();

  /**
   * Says that the editor has the files of a folder elsewhere.
   *
   * @param own the folder as the script knows it
   * @param editors the folder as the editor knows it
   */
  synchronized void map(String own, String editors) {
    mappings.put(own, editors);
  }

  // ---- from the script

  /** Returns what identifies a chunk: the real path of its file, or else its name. */
  String key(String chunkName) {
    return keys.computeIfAbsent(chunkName, Sources::find);
  }

  private static String find(String chunkName) {
    return chunkName.startsWith("@") ? real(chunkName.substring(1), chunkName) : chunkName;
  }

  private static String real(String path, String otherwise) {
    try {
      Path file = Path.of(path);
      return Files.isRegularFile(file) ? file.toRealPath().toString() : otherwise;
    } catch (IOException | InvalidPathException e) {
      return otherwise;
    }
  }

  /** Returns what the editor is told of a chunk. */
  Source source(String chunkName) {
    String key = key(chunkName);
    Source source = new Source();
    if (key.equals(chunkName)) {
      source.setSourceReference(number(chunkName));
      source.setName(title(chunkName));
      source.setOrigin(chunkName.startsWith("@") ? chunkName.substring(1) : "text");
    } else {
      source.setPath(mapped(key, false));
      source.setName(Path.of(key).getFileName().toString());
    }
    return source;
  }

  private static String title(String chunkName) {
    if (chunkName.startsWith("@")) {
      return chunkName.substring(chunkName.lastIndexOf('/') + 1).replaceFirst("^@", "");
    }
    String text = chunkName.startsWith("=") ? chunkName.substring(1) : chunkName;
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end) + "...";
  }

  private synchronized int number(String chunkName) {
    int at = numbered.indexOf(chunkName);
    if (at < 0) {
      numbered.add(chunkName);
      return numbered.size();
    }
    return at + 1;
  }

  // ---- from the editor

  /** Returns what identifies the chunk that the editor means, null if it means none. */
  @Nullable String keyOf(Source source) {
    @Nullable String named = chunkName(source.getSourceReference());
    @Nullable String path = source.getPath();
    if (named != null) {
      return key(named);
    }
    return path == null ? null : real(mapped(path, true), path);
  }

  private synchronized @Nullable String chunkName(@Nullable Integer reference) {
    if (reference == null || reference < 1 || reference > numbered.size()) {
      return null;
    }
    return numbered.get(reference - 1);
  }

  private synchronized String mapped(String path, boolean fromEditor) {
    for (Map.Entry<String, String> each : mappings.entrySet()) {
      String from = fromEditor ? each.getValue() : each.getKey();
      String to = fromEditor ? each.getKey() : each.getValue();
      if (path.startsWith(from)) {
        return to + path.substring(from.length());
      }
    }
    return path;
  }

  /** Returns the text of a numbered chunk, null if it is not known. */
  @Nullable String text(LuaRuntime lua, int reference) {
    @Nullable String name = chunkName(reference);
    if (name == null) {
      return null;
    }
    byte @Nullable [] kept = lua.textOf(name);
    if (kept != null) {
      return new String(kept, UTF_8);
    }
    return name.startsWith("@") || name.startsWith("=") ? null : name;
  }
}
