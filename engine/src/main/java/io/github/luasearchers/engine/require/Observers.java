package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.ReloadReport;
import io.github.luasearchers.engine.SearchListener;
import io.github.luasearchers.engine.SearchListener.Result;
import io.github.luasearchers.engine.flight.Flight;
import io.github.luasearchers.engine.flight.ModuleSpan;
import io.github.luasearchers.engine.flight.Spans;
import io.github.luasearchers.engine.vm.LuaRuntime;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Those who are told what {@code require} does: the host's listener, the flight recorder, the log
 * and the trace.
 */
final class Observers {

  private final @Nullable ListenerCalls listener;
  private final @Nullable Trace trace;
  private final boolean tracesAll;

  /** The log, once a module was searched for. */
  private @Nullable RequireLog log;

  private @Nullable SearchersLine searchers;

  Observers(LuaRuntime lua, @Nullable SearchListener listener, TraceMode mode) {
    this.listener = listener == null ? null : new ListenerCalls(listener);
    this.trace = mode == TraceMode.OFF ? null : new Trace(lua);
    this.tracesAll = mode == TraceMode.ALL;
  }

  /** Has the searchers named in the log, when they are first used. */
  void announce(SearchersLine line) {
    searchers = line;
  }

  // ---- searches

  void beginSearch() {
    if (log == null) {
      log = new RequireLog();
    }
    log.count();
    if (searchers != null && log.tellsOfLoads()) {
      searchers.log();
      searchers = null;
    }
  }

  /**
   * Asks a searcher, and tells of it.
   *
   * @throws SearchError if a place can't be looked into, or the module can't be loaded
   */
  Finding ask(ModuleSearcher searcher, String searcherName, LuaString name, String module) {
    @Nullable ModuleSpan span = Flight.isOn() ? Spans.search() : null;
    return span != null || listener != null || logOfSearches() != null
        ? askObserved(span, searcher, searcherName, name, module)
        : searcher.find(name, module);
  }

  private Finding askObserved(
      @Nullable ModuleSpan span,
      ModuleSearcher searcher,
      String searcherName,
      LuaString name,
      String module) {
    long begun = System.nanoTime();
    Result result = Result.FAILED;
    @Nullable String origin = null;
    try {
      Finding finding = searcher.find(name, module);
      result = finding.isLoader() ? Result.FOUND : Result.NOT_FOUND;
      origin = finding.isLoader() ? finding.origin() : null;
      return finding;
    } finally {
      long nanos = System.nanoTime() - begun;
      if (span != null) {
        span.end(module, searcherName, origin, result.name());
      }
      tell(new SearchEvent(module, searcherName, result, origin, nanos));
    }
  }

  private void tell(SearchEvent event) {
    if (listener != null) {
      listener.searched(event);
    }
    @Nullable RequireLog told = logOfSearches();
    if (told != null) {
      told.search(event);
    }
  }

  private @Nullable RequireLog logOfSearches() {
    return log != null && log.tellsOfSearches() ? log : null;
  }

  private @Nullable RequireLog logOfLoads() {
    return log != null && log.tellsOfLoads() ? log : null;
  }

  // ---- loads

  /** Tells whether somebody wants to know where each load was asked for. */
  boolean seesLoads() {
    return listener != null || logOfLoads() != null;
  }

  /** Tells whether calls of {@code require} for what is loaded already are to be told of. */
  boolean seesCached() {
    return tracesAll;
  }

  /** Tells that a module was required that is loaded already. */
  void cached(String module, @Nullable ModuleRecord record) {
    if (trace != null && tracesAll) {
      trace.cached(module, record);
    }
  }

  void begin(ModuleRecord record) {
    if (trace != null) {
      trace.begin(record);
    }
    record.setSpan(Flight.isOn() ? Spans.run() : null);
  }

  /**
   * Tells that a module's loader has ended.
   *
   * @param place where it was required; null if in no Lua code
   */
  void end(ModuleRecord record, @Nullable String place, boolean succeeded) {
    @Nullable ModuleSpan span = record.takeSpan();
    if (span != null) {
      String outcome = succeeded ? "LOADED" : "FAILED";
      span.end(record.name(), record.searcher(), record.place(), outcome);
    }
    @Nullable RequireLog told = logOfLoads();
    if (listener != null || told != null) {
      LoadEvent event = new LoadEvent(record, place, succeeded, record.running());
      if (listener != null) {
        listener.loaded(event);
      }
      if (told != null) {
        told.load(event);
      }
    }
    if (trace != null) {
      trace.end(record, succeeded);
    }
  }

  // ---- reloads

  void reloaded(ReloadReport report) {
    if (listener != null) {
      listener.reloaded(report);
    }
  }

  void reloadFailed(String reason) {
    if (listener != null) {
      listener.reloadFailed(reason);
    }
  }
}
