package io.github.luasearchers.spi;

import static java.util.Objects.requireNonNull;

import com.google.common.io.ByteSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;

/**
 * What a search came to: a module's source, a ready loader, or the places where it is not. Made by
 * the static methods here; a result never changes.
 *
 * @since 0.1.0
 */
public sealed interface SearchResult {

  /**
   * Returns the answer that a module was found and what its text is. {@link Source#withStamp} adds
   * what the engine needs to find compiled code again without reading.
   *
   * @param content the module's bytes; read only if the engine does not know them already, and then
   *     once, so that a source may open a file or a connection when it is read
   * @param chunkName the name that messages and tracebacks show, in Lua's form: {@code @} before
   *     the name of a file or address, {@code =} before a name to be shown as it is
   * @param origin where the module is, in words a user can act on (a file name, a URL); the
   *     module's code gets it as its second argument
   * @since 0.1.0
   */
  static Source source(ByteSource content, String chunkName, String origin) {
    return new Source(content, chunkName, origin, Optional.empty(), Optional.empty());
  }

  /**
   * Returns the answer that a module was found and which function loads it: {@code require} calls
   * it with the module's name and {@code data}.
   *
   * @param function the loader
   * @param data the loader's second argument, {@link LuaValue#NIL} for none
   * @since 0.1.0
   */
  static Loader loader(LuaFunction function, LuaValue data) {
    return new Loader(function, data);
  }

  /**
   * Returns the answer that the module is in none of the places where this searcher looks.
   *
   * @param sentences every place tried, one whole sentence each, without line breaks: {@code no
   *     file './a.lua'}; the engine joins them into the message that a user sees
   * @since 0.1.0
   */
  static NotFound notFound(String... sentences) {
    return new NotFound(List.of(sentences));
  }

  /** Returns the same answer with a list of sentences, which is copied. */
  static NotFound notFound(List<String> sentences) {
    return new NotFound(List.copyOf(sentences));
  }

  /**
   * A module was found and this is its text.
   *
   * @since 0.1.0
   */
  final class Source implements SearchResult {

    private final ByteSource content;
    private final String chunkName;
    private final String origin;
    private final Optional<String> stamp;
    private final Optional<FileStamp> file;

    private Source(
        ByteSource content,
        String chunkName,
        String origin,
        Optional<String> stamp,
        Optional<FileStamp> file) {
      this.content = requireNonNull(content, "content");
      this.chunkName = requireNonNull(chunkName, "chunkName");
      this.origin = requireNonNull(origin, "origin");
      this.stamp = stamp;
      this.file = file;
    }

    /**
     * Returns the same source with what stands for its content: whenever two sources have the same
     * origin and the same stamp, their bytes are equal, so that compiled code is found again
     * without reading.
     *
     * @param stamp for example a SHA-256, or a row's version
     */
    public Source withStamp(String stamp) {
      return new Source(
          content, chunkName, origin, Optional.of(requireNonNull(stamp, "stamp")), file);
    }

    /**
     * Returns the same source with the stamp of the file that its content is read from. If the
     * stamp counts, it stands for the content; and the engine keeps what it has read only if the
     * file is as the stamp says afterwards, so that a file which changes as it is read is not kept
     * for what it was before.
     */
    public Source withStamp(FileStamp stamp) {
      return new Source(content, chunkName, origin, stamp.text(), Optional.of(stamp));
    }

    /** Returns the module's bytes. */
    public ByteSource content() {
      return content;
    }

    /** Returns the name that messages and tracebacks show, in Lua's form. */
    public String chunkName() {
      return chunkName;
    }

    /** Returns where the module is. */
    public String origin() {
      return origin;
    }

    /** Returns what stands for the content, if anything does. */
    public Optional<String> stamp() {
      return stamp;
    }

    /** Returns the stamp of the file that the content is read from, if it is read from one. */
    public Optional<FileStamp> file() {
      return file;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Source source
          && content.equals(source.content)
          && chunkName.equals(source.chunkName)
          && origin.equals(source.origin)
          && stamp.equals(source.stamp)
          && file.equals(source.file);
    }

    @Override
    public int hashCode() {
      return Objects.hash(content, chunkName, origin, stamp, file);
    }

    @Override
    public String toString() {
      return "source " + origin;
    }
  }

  /**
   * A module was found and this function loads it.
   *
   * @since 0.1.0
   */
  final class Loader implements SearchResult {

    private final LuaFunction function;
    private final LuaValue data;

    private Loader(LuaFunction function, LuaValue data) {
      this.function = requireNonNull(function, "function");
      this.data = requireNonNull(data, "data");
    }

    /** Returns the loader. */
    public LuaFunction function() {
      return function;
    }

    /** Returns the loader's second argument, {@link LuaValue#NIL} for none. */
    public LuaValue data() {
      return data;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Loader loader
          && function.equals(loader.function)
          && data.equals(loader.data);
    }

    @Override
    public int hashCode() {
      return Objects.hash(function, data);
    }

    @Override
    public String toString() {
      return "loader " + function + " with " + data;
    }
  }

  /**
   * The module is in none of the places where this searcher looks.
   *
   * @since 0.1.0
   */
  final class NotFound implements SearchResult {

    private final List<String> sentences;

    private NotFound(List<String> sentences) {
      this.sentences = sentences;
    }

    /** Returns every place that was tried, one whole sentence each; the list can't be changed. */
    public List<String> sentences() {
      return sentences;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof NotFound missing && sentences.equals(missing.sentences);
    }

    @Override
    public int hashCode() {
      return sentences.hashCode();
    }

    @Override
    public String toString() {
      return "not found: " + sentences;
    }
  }
}
