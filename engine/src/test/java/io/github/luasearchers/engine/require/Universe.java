package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.engine.SearchListener;
import io.github.luasearchers.engine.lib.StandardLibrary;
import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Table;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.LuaSearcherProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A Lua universe with a package library, for tests: what an engine is without {@code javax.script}.
 */
final class Universe implements AutoCloseable {

  final LuaRuntime lua;
  final PackageLibrary library;
  private final PackageOptions options;

  private Universe(LuaRuntime lua, PackageLibrary library, PackageOptions options) {
    this.lua = lua;
    this.library = library;
    this.options = options;
  }

  static Builder at(Level level) {
    return new Builder(level);
  }

  static Builder builder() {
    return at(Level.LUA_5_2);
  }

  /** Runs a script and returns its results as text, with {@code |} between them. */
  String run(String script) {
    Varargs results = eval(script);
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= results.narg(); i++) {
      text.append(i > 1 ? "|" : "").append(text(results.arg(i)));
    }
    return text.toString();
  }

  private String text(LuaValue value) {
    return value.isstring() ? LuaText.toJava(lua.text(value)) : value.tojstring();
  }

  /** Returns the names of the searchers and linkers that there are. */
  Set<String> providers() {
    return options.providers().declared().keySet();
  }

  Varargs eval(String script) {
    return lua.instantiate(lua.compile(script.getBytes(UTF_8), "=test"), lua).invoke(LuaValue.NONE);
  }

  /** Runs a script that fails and returns the message. */
  String fail(String script) {
    try {
      eval(script);
    } catch (LuaError e) {
      return e.getMessageObject() instanceof LuaString text
          ? LuaText.toJava(text)
          : String.valueOf(e.getMessageObject());
    }
    throw new AssertionError("did not fail: " + script);
  }

  @Override
  public void close() {
    library.close();
  }

  static final class Builder {

    private final Level level;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<LuaSearcherProvider> searchers = new ArrayList<>();
    private final List<LibraryLinker> linkers = new ArrayList<>();
    private final Map<String, LuaFunction> preload = new HashMap<>();
    private ClassLoader loader = Universe.class.getClassLoader();
    private Platform platform = Platform.current();
    private SearchListener listener;

    private Builder(Level level) {
      this.level = level;
    }

    Builder set(String key, String value) {
      settings.put(key, value);
      return this;
    }

    Builder environment(String variable, String value) {
      environment.put(variable, value);
      return this;
    }

    Builder searcher(LuaSearcherProvider provider) {
      searchers.add(provider);
      return this;
    }

    Builder linker(LibraryLinker linker) {
      linkers.add(linker);
      return this;
    }

    Builder preload(String name, LuaFunction function) {
      preload.put(name, function);
      return this;
    }

    Builder listener(SearchListener searchListener) {
      this.listener = searchListener;
      return this;
    }

    Builder loader(ClassLoader classLoader) {
      this.loader = classLoader;
      return this;
    }

    Builder platform(Platform other) {
      this.platform = other;
      return this;
    }

    Universe open() {
      LuaRuntime lua = new LuaRuntime(level);
      LuaTable library = new Table();
      StandardLibrary.open(lua, library);
      lua.enter(library);
      library.set("_G", lua);
      PackageOptions options =
          new PackageOptions(
              loader,
              new MapSettings(),
              new Providers(loader, searchers, linkers),
              preload,
              Map.of(),
              null,
              listener);
      PackageLibrary opened = PackageLibrary.open(lua, library, options, platform);
      return new Universe(lua, opened, options);
    }

    private final class MapSettings implements PackageSettings {

      @Override
      public Optional<String> get(String key) {
        return Optional.ofNullable(settings.get(key));
      }

      @Override
      public Optional<String> get(String key, String variable, String otherwise) {
        if (settings.containsKey(key)) {
          return get(key);
        }
        return Optional.ofNullable(
            environment.containsKey(variable)
                ? environment.get(variable)
                : environment.get(otherwise));
      }
    }
  }
}
