package io.github.luasearchers.engine.live.bundle;

import io.github.luasearchers.engine.ModuleLocation;
import io.github.luasearchers.engine.ModuleLocation.State;
import io.github.luasearchers.engine.compiler.RequiredNames;
import io.github.luasearchers.engine.require.Finder;
import io.github.luasearchers.engine.value.Meter;
import io.github.luasearchers.engine.value.ScriptStopped;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * One module, and how far the search for it has come. One thread at a time has it: the walk's, or
 * one of the {@link Workers}.
 */
final class Visit {

  private final String module;
  private final List<String> tried = new ArrayList<>();
  private State state = State.NOT_FOUND;
  private @Nullable Finder finder;
  private @Nullable SearchResult result;
  private byte @Nullable [] text;
  private List<String> requires = List.of();
  private int next;
  private int work;

  Visit(String module) {
    this.module = module;
  }

  String module() {
    return module;
  }

  // ---- searching

  /** Returns the next searcher to ask, null if there is none. */
  @Nullable Finder next(List<Finder> finders) {
    finder = next < finders.size() ? finders.get(next++) : null;
    return finder;
  }

  /** Notes that the searcher was not asked. */
  void pass() {
    tried.add("a function added by the script, " + name() + ", was not asked");
  }

  /** Asks the searcher. */
  void search() {
    try {
      result = asked().search(module);
      if (result instanceof SearchResult.NotFound missing) {
        tried.addAll(missing.sentences());
      } else {
        state = State.FOUND;
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    state = State.FAILED;
    tried.add(String.valueOf(e.getMessage()));
  }

  /** Notes that the module is loaded, and what its text requires. */
  void loaded(List<String> names) {
    state = State.LOADED;
    requires = names;
  }

  /** Notes that nobody has the module. */
  void end(List<String> sentences) {
    tried.addAll(sentences);
  }

  // ---- loading

  /** Returns the text that was found; null if it was something else, or nothing. */
  SearchResult.@Nullable Source source() {
    return state == State.FOUND && result instanceof SearchResult.Source source ? source : null;
  }

  /** Tells whether any thread may read it. */
  boolean isReadAnywhere() {
    return asked().isReadAnywhere();
  }

  /** Reads the text that was found. */
  void read(SearchResult.Source source) {
    try {
      text = asked().read(module, source);
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Finds out what the text requires, and compiles it if it is to be. */
  void study(SearchResult.Source source, boolean compiles) {
    byte @Nullable [] known = text;
    if (known == null) {
      return;
    }
    requires = RequiredNames.in(known);
    if (compiles) {
      try {
        asked().compile(module, source, known, new Count());
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  /** Has the next {@code require} take what was found, if to find it again would take long. */
  void keep() {
    SearchResult.@Nullable Source source = source();
    if (source != null && text != null) {
      asked().keep(module, source, text);
    }
  }

  /** Adds up what the compiler does, and ends it if the walk has ended. */
  private final class Count implements Meter {
    @Override
    public void charge(int more) {
      work = (int) Math.min((long) work + more, Integer.MAX_VALUE);
      if (Thread.currentThread().isInterrupted()) {
        throw ScriptStopped.interrupted();
      }
    }
  }

  // ---- what came of it

  State state() {
    return state;
  }

  /** Returns the text; null if there is none, or it could not be read. */
  byte @Nullable [] text() {
    return text;
  }

  /** Returns the modules that the text names where it requires them. */
  List<String> requires() {
    return requires;
  }

  /** Returns the work of compiling, in instructions of the loop. */
  int work() {
    return work;
  }

  /** Returns the last sentence of what was tried. */
  String reason() {
    return tried.isEmpty() ? "no searcher has it" : tried.get(tried.size() - 1);
  }

  /** Returns the name of the searcher that was asked last. */
  String name() {
    return finder == null ? "" : finder.name();
  }

  private Finder asked() {
    if (finder == null) {
      throw new IllegalStateException("no searcher was asked for '" + module + "'");
    }
    return finder;
  }

  ModuleLocation location() {
    boolean answered = state == State.FOUND || state == State.FAILED;
    Optional<String> searcher = answered ? Optional.of(name()) : Optional.empty();
    return new ModuleLocation(module, state, searcher, origin(), tried);
  }

  private Optional<String> origin() {
    if (state != State.FOUND) {
      return Optional.empty();
    }
    if (result instanceof SearchResult.Source source) {
      return Optional.of(source.origin());
    }
    return result instanceof SearchResult.Loader loader && loader.data() instanceof LuaString data
        ? Optional.of(data.tojstring())
        : Optional.empty();
  }
}
