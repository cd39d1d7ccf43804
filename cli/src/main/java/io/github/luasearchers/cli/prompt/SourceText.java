package io.github.luasearchers.cli.prompt;

import io.github.luasearchers.engine.value.LuaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the text of chunks: those of the session, texts that are their own names, and files. */
final class SourceText {

  private static final long LARGEST = 1 << 22;

  private final Chunks chunks;

  SourceText(Chunks chunks) {
    this.chunks = chunks;
  }

  /** Returns the lines of a chunk, none if they can't be found. */
  List<String> lines(String source) {
    @Nullable String text =
        source.startsWith("@")
            ? file(source.substring(1))
            : source.startsWith("=") ? chunks.text(source.substring(1)) : source;
    return text == null ? List.of() : text.lines().toList();
  }

  /** Returns a line of what messages name so, null if it can't be found. */
  @Nullable String line(String shortSource, int number) {
    @Nullable String text = chunks.text(shortSource);
    if (text == null) {
      text = file(shortSource);
    }
    List<String> lines = text == null ? List.of() : text.lines().toList();
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : null;
  }

  private static @Nullable String file(String name) {
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return null;
      }
      byte[] bytes = Files.readAllBytes(file);
      return LuaText.decode(bytes, 0, bytes.length);
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /** Returns the lines of the comment that ends just above a line. */
  List<String> commentAbove(String source, int line) {
    List<String> all = lines(source);
    ArrayDeque<String> comment = new ArrayDeque<>();
    for (int i = line - 2; i >= 0 && i < all.size(); i--) {
      String each = all.get(i).strip();
      if (!each.startsWith("--")) {
        break;
      }
      comment.addFirst(each);
    }
    return List.copyOf(comment);
  }
}
