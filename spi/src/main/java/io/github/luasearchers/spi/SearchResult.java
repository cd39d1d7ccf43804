package io.github.luasearchers.spi;

import static java.util.Objects.requireNonNull;

import com.google.common.io.ByteSource;
import java.util.List;
import java.util.Optional;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/**
 * What a search came to: a module's source, a ready loader, or the places where it is not.
 *
 * @since 0.1.0
 */
public sealed interface SearchResult {

  /**
   * A module was found and this is its text.
   *
   * @param content the module's bytes; read only if the engine does not know them already, and then
   *     once, so that a source may open a file or a connection when it is read
   * @param chunkName the name that messages and tracebacks show, in Lua's form: {@code @} before
   *     the name of a file or address, {@code =} before a name to be shown as it is
   * @param origin where the module is, in words a user can act on (a file name, a URL); the
   *     module's code gets it as its second argument
   * @param stamp if present, what stands for the content: whenever two sources have the same origin
   *     and the same stamp, their bytes are equal, so that compiled code is found again without
   *     reading; for example a SHA-256, a row's version, or a {@link FileStamp}'s text
   * @param file if present, the stamp of the file that the content is read from: the engine keeps
   *     what it has read only if that is current afterwards, so that a file which changes as it is
   *     read is not kept for what it was before
   * @since 0.1.0
   */
  record Source(
      ByteSource content,
      String chunkName,
      String origin,
      Optional<String> stamp,
      Optional<FileStamp> file)
      implements SearchResult {

    /** Creates a source that is no file. */
    public Source(ByteSource content, String chunkName, String origin, Optional<String> stamp) {
      this(content, chunkName, origin, stamp, Optional.empty());
    }

    /** Checks that nothing is null. */
    public Source {
      requireNonNull(content, "content");
      requireNonNull(chunkName, "chunkName");
      requireNonNull(origin, "origin");
      requireNonNull(stamp, "stamp");
      requireNonNull(file, "file");
    }
  }

  /**
   * A module was found and this function loads it: {@code require} calls it with the module's name
   * and {@code data}.
   *
   * @param function the loader
   * @param data the loader's second argument, {@link LuaValue#NIL} for none
   * @since 0.1.0
   */
  record Loader(LuaFunction function, LuaValue data) implements SearchResult {

    /** Checks that nothing is null. */
    public Loader {
      requireNonNull(function, "function");
      requireNonNull(data, "data");
    }
  }

  /**
   * The module is in none of the places where this searcher looks.
   *
   * @param sentences every place tried, one whole sentence each, without line breaks: {@code no
   *     file './a.lua'}; the engine joins them into the message that a user sees
   * @since 0.1.0
   */
  record NotFound(List<String> sentences) implements SearchResult {

    /** Copies the list. */
    public NotFound {
      sentences = List.copyOf(sentences);
    }

    /** Creates the answer of a searcher that tried one place, or none. */
    public NotFound(String... sentences) {
      this(List.of(sentences));
    }
  }
}
