/** The commands {@code lua} and {@code luac}, and the prompt. */
module io.github.luasearchers.cli {
  requires transitive io.github.luasearchers.engine;
  requires jdk.unsupported;
  requires org.jline.reader;
  requires transitive org.jline.terminal;
  requires static org.jspecify;

  exports io.github.luasearchers.cli.prompt;
}
