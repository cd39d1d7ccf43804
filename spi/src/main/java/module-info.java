/** The contract between the Lua engine and the jars that find or link modules for it. */
module io.github.luasearchers.spi {
  requires transitive com.google.common;
  requires transitive luaj.jme;
  requires static org.jspecify;

  exports io.github.luasearchers.spi;
}
