package io.github.luasearchers.clibs;

import io.github.luasearchers.spi.Library;
import java.util.Optional;
import org.luaj.vm2.LuaFunction;

/** A C library. It stays linked until the JVM ends, for nobody knows what still refers to it. */
final class CLibrary implements Library {

  private final Universe universe;
  private final long handle;

  CLibrary(Universe universe, long handle) {
    this.universe = universe;
    this.handle = handle;
  }

  @Override
  public Optional<LuaFunction> function(String symbol) {
    long address = Natives.symbol(handle, CLibraryLinker.terminated(symbol));
    return address == 0 ? Optional.empty() : Optional.of(universe.function(address));
  }

  /** The engine closes all libraries, when the finalizers of its objects have run. */
  @Override
  public void close() {
    universe.close();
  }
}
