package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.StringTable;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code require}: {@code ll_require} of loadlib.c. */
final class Require extends Builtin {

  private static final LuaString SEARCHERS = StringTable.name("searchers");

  private final LuaTable packageTable;
  private final LuaTable loaded;
  private final Loads loads;
  private final Providers providers;
  private final boolean acyclic;

  /**
   * @param loaded the modules that are loaded: the registry's {@code _LOADED}
   * @param acyclic whether no module may require one that is being loaded
   */
  Require(
      LuaRuntime lua,
      LuaTable packageTable,
      LuaTable loaded,
      Loads loads,
      Providers providers,
      boolean acyclic) {
    super(lua, "require");
    this.packageTable = packageTable;
    this.loaded = loaded;
    this.loads = loads;
    this.providers = providers;
    this.acyclic = acyclic;
  }

  @Override
  public Varargs upvalues() {
    return packageTable;
  }

  /** Answers at once for what is loaded, which most calls are about. */
  @Override
  protected Varargs run1(LuaValue name) {
    LuaValue value = name instanceof LuaString ? loaded.rawget(name) : NIL;
    return value.toboolean() && !noting() ? value : run(name);
  }

  @Override
  protected Varargs run(Varargs args) {
    LuaString name = checkString(args, 1);
    if (noting()) {
      note(ByteText.decode(name));
    }
    LuaValue value = loaded.get(name);
    if (value.toboolean()) {
      if (noting()) {
        loads.cached(ByteText.decode(name));
      }
      return value;
    }
    if (packageTable.get(SEARCHERS) instanceof LuaTable searchers) {
      return new Search(name, searchers).findLoader();
    }
    throw failure("'package.searchers' must be a table");
  }

  /** Tells whether somebody wants to know of what is loaded already, too. */
  private boolean noting() {
    return acyclic || loads.isNoting();
  }

  private void note(String module) {
    @Nullable List<String> cycle = acyclic ? loads.cycle(module) : null;
    if (cycle != null) {
      cycle.add(module);
      throw failure(
          "module '"
              + LuaText.excerpt(module)
              + "' requires itself ("
              + LiveSettings.CYCLES
              + " = error): "
              + LuaText.excerpt(String.join(" -> ", cycle)));
    }
    loads.note(module);
  }

  /** {@code findloader}: asks one searcher after another, some of which are Lua functions. */
  private final class Search extends Continuation {

    private final LuaString name;
    private final String text;
    private final LuaTable searchers;
    private final StringBuilder message = new StringBuilder();

    /** What says what to do is not to be lost among the places. */
    private final Set<String> unlinked = new LinkedHashSet<>();

    private int next = 1;

    Search(LuaString name, LuaTable searchers) {
      this.name = name;
      this.text = ByteText.decode(name);
      this.searchers = searchers;
    }

    Varargs findLoader() {
      loads.beginSearch(text);
      @Nullable Prepared ready = loads.takePrepared(text);
      if (ready != null) {
        return load(loads.found(text, ready));
      }
      return askNext();
    }

    private Varargs askNext() {
      while (true) {
        LuaValue searcher = searchers.rawget(next++);
        if (searcher.isnil()) {
          throw notFound();
        }
        if (!(searcher instanceof SearcherFunction own)) {
          return lua.callThen(searcher, name, this);
        }
        @Nullable Varargs found = ask(own);
        if (found != null && accept(found)) {
          return load(found);
        }
      }
    }

    private LuaError notFound() {
      loads.missed(text);
      for (String sentence : unlinked) {
        message.append("\n\t").append(sentence);
      }
      for (String sentence : providers.leftOut().sentences()) {
        message.append("\n\t").append(sentence);
      }
      String problem = "module '" + LuaText.excerpt(text) + "' not found:" + message;
      return SearchError.toLua(lua, problem, 1, null);
    }

    /** Asks one of the engine's searchers, without the detour over a call. */
    private @Nullable Varargs ask(SearcherFunction searcher) {
      Finding finding;
      try {
        finding = searcher.find(name, text);
      } catch (SearchError e) {
        throw e.toLua(lua, 0);
      }
      lua.afterJava();
      List<String> missed = finding.missed();
      for (int i = 0; i < missed.size(); i++) {
        message.append("\n\t").append(missed.get(i));
      }
      unlinked.addAll(finding.unlinked());
      return finding.results();
    }

    /** Goes on after a searcher that is a Lua function. */
    @Override
    protected Varargs resume(Varargs results) {
      return accept(results) ? load(results) : askNext();
    }

    /** Tells whether a searcher found a loader; if it answered with text, keeps that. */
    private boolean accept(Varargs results) {
      LuaValue first = results.arg1();
      if (first instanceof LuaFunction) {
        return true;
      }
      if (first.isstring()) {
        message
            .append(lua.level().atLeast(Level.LUA_5_4) ? "\n\t" : "")
            .append(ByteText.decode(lua.text(first)));
      }
      return false;
    }

    private Varargs load(Varargs found) {
      LuaFunction loader = (LuaFunction) found.arg1();
      LuaValue data = found.arg(2);
      return lua.callThen(
          loader, varargsOf(name, data), new Load(name, data, loads.begin(text, loader)));
    }
  }

  /** The rest of {@code ll_require}, once the module has run. */
  final class Load extends Continuation {

    private final LuaString name;
    private final LuaValue data;
    private final ModuleRecord record;

    Load(LuaString name, LuaValue data, ModuleRecord record) {
      this.name = name;
      this.data = data;
      this.record = record;
    }

    ModuleRecord record() {
      return record;
    }

    @Override
    protected Varargs resume(Varargs results) {
      LuaValue value = results.arg1();
      if (!value.isnil()) {
        loaded.set(name, value);
      }
      value = loaded.get(name);
      if (value.isnil()) {
        value = TRUE;
        loaded.set(name, value);
      }
      loads.end(record);
      return lua.level().atLeast(Level.LUA_5_4) ? varargsOf(value, data) : value;
    }

    @Override
    protected Varargs fail(LuaError error) {
      loads.fail(record, error);
      throw error;
    }
  }
}
