package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Continuation;
import io.github.luasearchers.engine.vm.Level;
import io.github.luasearchers.engine.vm.LuaText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code require}: {@code ll_require} of loadlib.c. */
final class Require extends Builtin {

  private final PackageLibrary library;
  private final LuaTable loaded;

  Require(PackageLibrary library) {
    super(library.lua(), "require");
    this.library = library;
    this.loaded = library.loaded();
  }

  @Override
  public Varargs upvalues() {
    return library.packageTable();
  }

  /** Answers at once for what is loaded, which most calls are about. */
  @Override
  protected Varargs run1(LuaValue name) {
    LuaValue value = name instanceof LuaString ? loaded.rawget(name) : NIL;
    return value.toboolean() ? value : run(name);
  }

  @Override
  protected Varargs run(Varargs args) {
    LuaString name = checkString(args, 1);
    LuaValue value = loaded.get(name);
    if (value.toboolean()) {
      return value;
    }
    if (library.searchers() instanceof LuaTable searchers) {
      return new Search(name, searchers).findLoader();
    }
    throw failure("'package.searchers' must be a table");
  }

  /** {@code findloader}: asks one searcher after another, some of which are Lua functions. */
  private final class Search extends Continuation {

    private final LuaString name;
    private final String text;
    private final LuaTable searchers;
    private final StringBuilder message = new StringBuilder();
    private int next = 1;

    Search(LuaString name, LuaTable searchers) {
      this.name = name;
      this.text = ByteText.decode(name);
      this.searchers = searchers;
    }

    Varargs findLoader() {
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
      for (String sentence : library.leftOut()) {
        message.append("\n\t").append(sentence);
      }
      return library.error("module '" + LuaText.excerpt(text) + "' not found:" + message, 1, null);
    }

    /** Asks one of the engine's searchers, without the detour over a call. */
    private @Nullable Varargs ask(SearcherFunction searcher) {
      List<String> missed = new ArrayList<>();
      @Nullable Varargs found;
      try {
        found = searcher.find(name, text, missed);
      } catch (SearchError e) {
        throw library.error(e.text(), 0, e.getCause());
      }
      lua.afterJava();
      for (int i = 0; i < missed.size(); i++) {
        message.append("\n\t").append(missed.get(i));
      }
      return found;
    }

    /** Goes on after a searcher that is a Lua function. */
    @Override
    protected Varargs resume(Varargs results) {
      return accept(results) ? load(results) : findLoader();
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
      LuaValue data = found.arg(2);
      return lua.callThen(found.arg1(), varargsOf(name, data), new Load(name, data));
    }
  }

  /** The rest of {@code ll_require}, once the module has run. */
  private final class Load extends Continuation {

    private final LuaString name;
    private final LuaValue data;

    Load(LuaString name, LuaValue data) {
      this.name = name;
      this.data = data;
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
      return lua.level().atLeast(Level.LUA_5_4) ? varargsOf(value, data) : value;
    }

    @Override
    protected Varargs fail(LuaError error) {
      String place = lua.where(1);
      if (place.endsWith(": ")) {
        error.addSuppressed(new RequiredFrom(place.substring(0, place.length() - 2)));
      }
      throw error;
    }
  }
}
