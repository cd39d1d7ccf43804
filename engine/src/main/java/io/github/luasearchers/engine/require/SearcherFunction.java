package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.SearchResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;

/** The Lua face of one searcher: an element of {@code package.searchers}. */
final class SearcherFunction extends Builtin {

  private final LuaTable packageTable;
  private final ModuleSearcher searcher;
  private final Loads loads;

  SearcherFunction(
      LuaRuntime lua, LuaTable packageTable, String name, ModuleSearcher searcher, Loads loads) {
    super(lua, name);
    this.packageTable = packageTable;
    this.searcher = searcher;
    this.loads = loads;
  }

  @Override
  public Varargs upvalues() {
    return packageTable;
  }

  ModuleSearcher searcher() {
    return searcher;
  }

  /** Answers a script that calls a searcher itself, with what PUC's searchers return. */
  @Override
  protected Varargs run(Varargs args) {
    LuaString name = checkString(args, 1);
    Finding finding;
    try {
      finding = find(name, ByteText.decode(name));
    } catch (SearchError e) {
      throw e.toLua(lua, 1);
    }
    @Nullable Varargs results = finding.results();
    return results == null ? missed(finding) : results;
  }

  private Varargs missed(Finding finding) {
    boolean prefixed = !lua.level().atLeast(Level.LUA_5_4);
    List<String> sentences = finding.sentences();
    if (sentences.isEmpty() && !(prefixed && searcher.answersWithText())) {
      return NONE;
    }
    String first = prefixed && !sentences.isEmpty() ? "\n\t" : "";
    return LuaText.ofMessage(first + String.join("\n\t", sentences));
  }

  /**
   * Looks for a module and loads it.
   *
   * @throws SearchError if a place can't be looked into, or the module can't be loaded
   */
  Finding find(LuaString name, String text) {
    return loads.ask(searcher, name(), name, text);
  }

  /** Returns the same searcher for those who look for modules ahead of time. */
  Finder finder() {
    return new Finder(name(), searcher);
  }

  /** Looks for a module, loads nothing and runs no Lua. */
  SearchResult locate(String text) {
    return searcher.locate(text);
  }
}
