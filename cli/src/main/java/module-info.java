/** The commands {@code lua} and {@code luac}, the prompt, and the debug adapter. */
module io.github.luasearchers.cli {
  requires transitive io.github.luasearchers.engine;
  requires jdk.unsupported;
  requires org.eclipse.lsp4j.debug;
  requires org.eclipse.lsp4j.jsonrpc;
  requires org.eclipse.lsp4j.jsonrpc.debug;
  requires org.jline.reader;
  requires transitive org.jline.terminal;
  requires static org.jspecify;

  exports io.github.luasearchers.cli.prompt;
}
