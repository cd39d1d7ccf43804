package io.github.luasearchers.engine;

import java.util.Optional;

/**
 * Is told what {@code require} does, for metrics and traces: each search of one searcher, each load
 * of a module, and each attempt to reload some. Given to {@link
 * LuaScriptEngineBuilder#searchListener}.
 *
 * <p>It is called on the thread that runs the script, while the script waits: by one thread at a
 * time for one engine, by several at once if several engines have it. Its time counts for the
 * script's limits. It should be quick, and leave the engine alone.
 *
 * <p>What it throws is logged, by the logger {@code io.github.luasearchers.engine.require}, and
 * never changes what the script gets; a {@link VirtualMachineError} alone goes on.
 *
 * @since 0.1.0
 */
public interface SearchListener {

  /**
   * Takes notice that a searcher was asked for a module, by {@code require} or by a script that
   * called the function in {@code package.searchers}. Searchers that a script has added itself are
   * not told of, nor are questions by {@link LuaScriptEngine#which}. Does nothing by default.
   */
  default void searched(Search search) {}

  /**
   * Takes notice that the load of a module has ended: its loader has returned, or has failed. Of a
   * load that a limit stops, and of one in a coroutine that is never resumed, nothing is told. A
   * module that is loaded already is not loaded again. Does nothing by default.
   */
  default void loaded(Load load) {}

  /**
   * Takes notice that an attempt to reload modules has come to its end: some were reloaded, or
   * there was nothing to do, and the report says why. Does nothing by default.
   */
  default void reloaded(ReloadReport report) {}

  /**
   * Takes notice that an attempt to reload modules has failed, and that everything is as it was
   * before it. Does nothing by default.
   *
   * @param reason the message that who asked for the reload gets
   */
  default void reloadFailed(String reason) {}

  /**
   * One question to one searcher.
   *
   * @since 0.1.0
   */
  interface Search {

    /** Returns the name of the module. */
    String moduleName();

    /** Returns the name of the searcher, as {@code lua.searchers} has it. */
    String searcher();

    /** Returns what came of it. */
    Result result();

    /** Returns where the module was found, in the searcher's words; empty if it was not. */
    Optional<String> origin();

    /** Returns how long it took, with reading and compiling what was found. */
    long nanos();
  }

  /**
   * What came of a search.
   *
   * @since 0.1.0
   */
  enum Result {
    /** The searcher has the module. */
    FOUND,
    /** It has not, and the next one is asked. */
    NOT_FOUND,
    /** It could not tell, or what it has can't be loaded: {@code require} fails. */
    FAILED
  }

  /**
   * One run of a module's loader.
   *
   * @since 0.1.0
   */
  interface Load {

    /** Returns the name of the module. */
    String moduleName();

    /** Returns the name of the searcher that found it; empty if a function of the script did. */
    Optional<String> searcher();

    /** Returns where the module is, in the searcher's words; empty if it did not say. */
    Optional<String> origin();

    /** Returns who required it, as {@code file:line}; empty if that is no Lua code. */
    Optional<String> requiredFrom();

    /** Tells whether the loader returned; otherwise it raised an error. */
    boolean succeeded();

    /** Returns how long the loader ran, with all that it required. */
    long nanos();
  }
}
