/** The linker of C libraries. */
module io.github.luasearchers.clibs {
  requires io.github.luasearchers.engine;
  requires static org.jspecify;

  provides io.github.luasearchers.spi.LibraryLinker with
      io.github.luasearchers.clibs.CLibraryLinker;
}
