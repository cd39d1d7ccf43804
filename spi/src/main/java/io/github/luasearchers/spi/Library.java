package io.github.luasearchers.spi;

import java.io.IOException;
import java.util.Optional;
import org.luaj.vm2.LuaFunction;

/**
 * A library that a {@link LibraryLinker} has opened for one engine. It is used by one thread at a
 * time: the one that evaluates or closes.
 *
 * @since 0.1.0
 */
public interface Library extends AutoCloseable {

  /**
   * Looks up a function that the library exports.
   *
   * @param symbol the function's name in the library, such as {@code luaopen_a_b}
   * @return the function, or empty if the library exports none of that name
   * @throws IOException if it exports one that can't be used; the message says why
   * @throws RuntimeException if the library fails; it is an error of the script that asked, with
   *     this exception as its cause. A {@code LinkageError} is an error that names the library.
   */
  Optional<LuaFunction> function(String symbol) throws IOException;

  /**
   * Releases what the library holds. Called once, when the engine is closed. Does nothing by
   * default. What it throws comes out of the engine's {@code close}, after all else was closed.
   */
  @Override
  default void close() {}
}
