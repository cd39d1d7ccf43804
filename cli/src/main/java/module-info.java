/** The commands {@code lua} and {@code luac}. */
module io.github.luasearchers.cli {
  requires io.github.luasearchers.engine;
  requires jdk.unsupported;
  requires static org.jspecify;
}
