package io.github.luasearchers.spi;

import java.io.IOException;
import java.util.Optional;
import org.luaj.vm2.LuaFunction;

/** A library that a {@link LibraryLinker} has opened for one engine. */
public interface Library extends AutoCloseable {

  /**
   * Looks up a function that the library exports.
   *
   * @param symbol the function's name in the library, such as {@code luaopen_a_b}
   * @return the function, or empty if the library exports none of that name
   * @throws IOException if it exports one that can't be used; the message says why
   */
  Optional<LuaFunction> function(String symbol) throws IOException;

  /**
   * Releases what the library holds. Called once, when the engine is closed. Does nothing by
   * default.
   */
  @Override
  default void close() {}
}
