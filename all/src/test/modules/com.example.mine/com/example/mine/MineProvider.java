package com.example.mine;

import com.google.common.io.ByteSource;
import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import java.nio.charset.StandardCharsets;
import javax.script.ScriptException;
import org.luaj.vm2.LuaTable;

/** Needs the types of the engine, of the contract, of LuaJ and of Guava: they come with one line. */
public class MineProvider implements LuaSearcherProvider {

  private static final ByteSource SOURCE =
      ByteSource.wrap("return 'mine'".getBytes(StandardCharsets.UTF_8));

  public static Object evaluate(String script) throws ScriptException {
    try (LuaScriptEngine lua = LuaScriptEngine.builder().searcher(new MineProvider()).build()) {
      return lua.eval(script);
    }
  }

  @Override
  public String name() {
    return "mine";
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    LuaTable table = context.packageTable();
    return name ->
        name.equals("own") && table.get("loaded").istable()
            ? SearchResult.source(SOURCE, "@mine", "mine")
            : SearchResult.notFound("no '" + name + "' of mine");
  }
}
