package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.Meter;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An element of {@code package.searchers} as those see it who look for modules ahead of time. It
 * runs no Lua and tells no listener. Used by the thread that has the engine's turn; where it says
 * so, by others as well while that thread waits for them.
 */
public final class Finder {

  private final String name;
  private final @Nullable ModuleSearcher searcher;

  Finder(String name, @Nullable ModuleSearcher searcher) {
    this.name = name;
    this.searcher = searcher;
  }

  /** Stands for a function that a script has put at an index. */
  static Finder ofScript(int index) {
    return new Finder("package.searchers[" + index + "]", null);
  }

  /** Returns the searcher's name, or which place in the list a script's function has. */
  public String name() {
    return name;
  }

  /** Tells whether it can be asked; a function of a script can't, as that would run Lua. */
  public boolean isAskable() {
    return searcher != null;
  }

  /** Tells whether any number of threads may ask at once. */
  public boolean isConcurrent() {
    return searcher != null && searcher.isConcurrent();
  }

  /** Tells whether any thread may read what was found. */
  public boolean isReadAnywhere() {
    return searcher != null && searcher.isReadAnywhere();
  }

  /**
   * Looks for a module.
   *
   * @throws IOException if a place can't be looked into, or the searcher is at fault; the message
   *     is a line for users
   */
  public SearchResult search(String module) throws IOException {
    if (searcher == null) {
      throw new IOException(name + " is a function of a script");
    }
    try {
      return searcher.locate(module);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /**
   * Reads what was found.
   *
   * @throws IOException if it can't be read; the message is a line for users
   */
  public byte[] read(String module, SearchResult.Source found) throws IOException {
    try {
      return loader().read(module, found);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /**
   * Compiles a text, so that {@code require} need not do it. Any thread may call this.
   *
   * @param meter is charged for the work
   * @throws IOException if it is no Lua; the message is a line for users
   */
  public void compile(String module, SearchResult.Source found, byte[] text, Meter meter)
      throws IOException {
    try {
      loader().compileAhead(module, found, text, meter);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /** Has the next {@code require} of a module take what was found, if finding it takes long. */
  public void keep(String module, SearchResult.Source found, byte[] text) {
    if (searcher != null) {
      searcher.keep(module, found, text);
    }
  }

  private SourceLoader loader() {
    @Nullable SourceLoader loader = searcher == null ? null : searcher.loader();
    if (loader == null) {
      throw new IllegalStateException("the searcher '" + name + "' finds no sources");
    }
    return loader;
  }

  private IOException failure(RuntimeException e) {
    return e instanceof SearchError known
        ? new IOException(known.text().replace("\n\t", " "), known.getCause())
        : new IOException("the searcher '" + name + "' failed: " + SearchError.reason(e), e);
  }
}
