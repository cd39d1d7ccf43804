/**
 * Lua for {@code javax.script}.
 *
 * <p>Only the types that a host uses are exported. The name of LuaJ's module comes from the name of
 * its jar, {@code luaj-jme-3.0.1.jar}, for its manifest has none.
 */
@SuppressWarnings("module") // who gets a package is compiled after this one
module io.github.luasearchers.engine {
  requires transitive io.github.luasearchers.spi;
  requires transitive java.scripting;
  requires java.management;
  requires jdk.management;
  requires static jdk.jfr;
  requires static org.jspecify;
  requires static org.objectweb.asm;

  exports io.github.luasearchers.engine;
  exports io.github.luasearchers.engine.compiler to
      io.github.luasearchers.cli,
      io.github.luasearchers.clibs,
      io.github.luasearchers.publish;
  exports io.github.luasearchers.engine.lib to
      io.github.luasearchers.cli,
      io.github.luasearchers.clibs;
  exports io.github.luasearchers.engine.lib.io to
      io.github.luasearchers.cli,
      io.github.luasearchers.clibs;
  exports io.github.luasearchers.engine.value to
      io.github.luasearchers.cli,
      io.github.luasearchers.clibs;
  exports io.github.luasearchers.engine.vm to
      io.github.luasearchers.cli,
      io.github.luasearchers.clibs;

  uses io.github.luasearchers.spi.LibraryLinker;
  uses io.github.luasearchers.spi.LuaSearcherProvider;

  provides javax.script.ScriptEngineFactory with
      io.github.luasearchers.engine.LuaScriptEngineFactory,
      io.github.luasearchers.engine.LuaScriptEngineFactory.Lua52,
      io.github.luasearchers.engine.LuaScriptEngineFactory.Lua53,
      io.github.luasearchers.engine.LuaScriptEngineFactory.Lua54;
}
