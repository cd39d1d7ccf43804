package io.github.luasearchers.engine;

import io.github.luasearchers.engine.require.LiveSettings;
import io.github.luasearchers.engine.vm.Limits;

/**
 * The settings of an engine.
 *
 * <p>A setting is looked for, in this order: in what {@link LuaScriptEngine#builder()} was given;
 * among the attributes of the {@code ScriptContext} of the first use; among the system properties;
 * for the two paths in the environment; in the file {@code lua.properties} at the root of the class
 * path; among the defaults that the engine's jar carries. Settings are read once, at the engine's
 * first use.
 *
 * <p>The settings of the searcher or linker named {@code x} are {@code lua.x} and {@code lua.x.*}.
 *
 * @since 0.1.0
 */
public final class Settings {

  /**
   * The names of the searchers, in the order in which {@code package.searchers} has them, with
   * commas between. A {@code ?} behind a name: if a jar provides it. {@code *}: every one that is
   * not named, in the order of the names. Default: {@code preload, path, cpath, all-in-one,
   * classpath?, jar?, *, http?}.
   */
  public static final String SEARCHERS = "lua.searchers";

  /**
   * What {@code package.path} begins with. {@code ;;} stands for the default path of Lua's own
   * state. The environment knows it as {@code LUA_PATH_5_4} (with the engine's version) and {@code
   * LUA_PATH}. Default: that default path; in a sandbox nothing.
   */
  public static final String PATH = "lua.path";

  /**
   * What {@code package.cpath} begins with. The environment knows it as {@code LUA_CPATH_5_4} (with
   * the engine's version) and {@code LUA_CPATH}. Default: that of Lua's own state.
   */
  public static final String CPATH = "lua.cpath";

  /**
   * The version of Lua, which is that of the language, of its libraries and of the default paths:
   * {@code 5.2}, {@code 5.3} or {@code 5.4}. An engine that was asked for by a name with a version
   * in it, such as {@code lua5.3}, has that one. Default: {@code 5.4}.
   */
  public static final String VERSION = "lua.version";

  /**
   * Whether a script may be a bare expression, such as {@code price * 2}, whose value is then the
   * result: {@code true} or {@code false}. Default: {@code false}.
   */
  public static final String EXPRESSIONS = "lua.expressions";

  /**
   * Whether functions that run often are translated to classes of Java's, on a thread of their own:
   * {@code true} or {@code false}. It needs ASM on the class path, and no limit, hook or message
   * changes by it. No attribute can give it. Default: {@code false}.
   */
  public static final String JIT = "lua.jit";

  /**
   * Whether the scripts are somebody else's, so that the engine is to keep them from files,
   * processes, reflection and the rest of the JVM: {@code true} or {@code false}. An attribute of
   * the {@code ScriptContext} can make it {@code true} and not {@code false}, and gives no other
   * setting then. Default: {@code false}.
   */
  public static final String SANDBOX = "lua.sandbox";

  /**
   * The Java classes that scripts may name, construct and use for what is static in them, with
   * commas between; {@code a.b.*} for those of a package, {@code a.b.**} for those of the packages
   * below it too. Without it a sandboxed script may name none, and any other script all. An
   * attribute of the {@code ScriptContext} takes away what it does not name.
   */
  public static final String JAVA_ALLOW = "lua.java.allow";

  /**
   * Whether Java may call a function that a sandboxed script has handed to a method at any time and
   * in any thread: {@code true} or {@code false}. Otherwise it is called only while the evaluation
   * that handed it out runs, in its thread; so nothing of a script runs in a pool of the JVM's, or
   * after the script has ended. What the host got as a result, as a binding or as an interface is
   * the host's to call, whatever this says. Outside the sandbox it means nothing. No attribute can
   * give it. Default: {@code false}.
   */
  public static final String JAVA_CALLBACKS = "lua.java.callbacks";

  /**
   * How long one evaluation may take, by the clock: {@code 500ms}, {@code 2s}, {@code 1m}. What
   * takes longer is stopped within 100 ms. The {@code ScriptException} has a {@code
   * TimeoutException} as its cause. The time that it waits for other threads' evaluations to end
   * before it begins does not count.
   *
   * <p>Java of the host that it has called and that blocks is interrupted some 20 ms after the
   * deadline, and again as long as it goes on. Whatever that makes of it, an {@code
   * InterruptedException}, an exception of its own or a result, the evaluation then ends by the
   * deadline, and the thread's interrupt flag is clear again. What no interrupt wakes, such as a
   * read from {@code System.in}, is waited for. An interrupt of the host's own that came before is
   * kept, and told as such; one that comes after it, or that the code had taken in the meantime,
   * can't be told from this one and ends with it.
   *
   * <p>The limits are those of each evaluation, be it by {@code eval}, {@code invokeFunction} or a
   * Lua function that Java has kept; one that begins inside another has what is left to that. An
   * attribute of the evaluation's {@code ScriptContext} that has the name of a limit holds for that
   * evaluation, if it is the tighter one. No script can catch that it is stopped. Default: none.
   */
  public static final String LIMITS_TIME = Limits.TIME;

  /**
   * How many instructions of Lua's virtual machine one evaluation may execute: a number, {@code
   * 100k} or {@code 5M}. Counted are all the instructions of a function when it is called, and
   * those of a loop's body when it is repeated, so that never more are executed than are counted,
   * but fewer where there are branches; libraries count for what they do. The same script stops at
   * the same place each time. The exception has a {@code TimeoutException} as its cause. Default:
   * none.
   */
  public static final String LIMITS_INSTRUCTIONS = Limits.INSTRUCTIONS;

  /**
   * How many bytes a script may hold, with a unit: {@code 512KiB}, {@code 64MiB} or {@code 1GiB}.
   * One that holds more gets the error {@code not enough memory}, as does one that asks for a
   * string or list larger than what is left, before that is made; one that catches the error and
   * goes on is stopped.
   *
   * <p>What counts is what the script can reach, bindings and loaded modules included: strings,
   * tables, functions, coroutines. Objects of Java do not count, nor do the files' buffers. It is
   * added up when the script has allocated what was left to it, but not more often than once for
   * each sixteenth of the limit; that much may be held beyond it, and while a large table grows,
   * half of its size. Plan the JVM's heap for twice the limits of the engines that run at a time.
   * Default: none.
   */
  public static final String LIMITS_MEMORY = Limits.MEMORY;

  /**
   * How many slots the stack of a coroutine, or of the main program, may have: each call takes as
   * many as the function has local variables, arguments and temporary values. A script that needs
   * more gets the error {@code stack overflow}. Default: 1000000, which is also the most.
   */
  public static final String LIMITS_STACK = Limits.STACK;

  /**
   * How many bytes one evaluation may write to the writers of its {@code ScriptContext}, with a
   * unit: {@code 64KiB}, {@code 1MiB}. A script that writes more is stopped before it does.
   * Default: none.
   */
  public static final String LIMITS_OUTPUT = Limits.OUTPUT;

  /**
   * Whether loaded modules can be loaded anew while their users run: {@code off}; {@code manual},
   * when {@code package.reload} or {@link LuaScriptEngine#reload} says so; {@code watch}, also when
   * what they were loaded from has changed, between evaluations. No attribute can give it. Default:
   * {@code off}.
   */
  public static final String RELOAD = LiveSettings.RELOAD;

  /** How long nothing may change before a change is looked at. Default: {@code 50ms}. */
  public static final String RELOAD_QUIET = LiveSettings.QUIET;

  /**
   * How often files are looked at: a duration, or {@code auto}, which is a short one where the
   * system does not tell of changes. Default: {@code auto}.
   */
  public static final String RELOAD_POLL = LiveSettings.POLL;

  /** How often modules that are no files are looked at, such as HTTP's. Default: {@code 10s}. */
  public static final String RELOAD_INTERVAL = LiveSettings.INTERVAL;

  /** A file whose changes alone start a look at the others. Default: none. */
  public static final String RELOAD_TRIGGER = LiveSettings.TRIGGER;

  /** Patterns of files that are not watched, such as {@code **}{@code /build/**}. Default: none. */
  public static final String RELOAD_EXCLUDE = LiveSettings.EXCLUDE;

  /**
   * Patterns of the names of modules that get new code in place, {@code app.*} for example, while
   * their tables and variables stay. Others are run again. Default: none.
   */
  public static final String RELOAD_PATCH = LiveSettings.PATCH;

  /**
   * Whether a module may be required by one that it requires itself: {@code allow}, as in Lua, or
   * {@code error}, which names the whole cycle. Default: {@code allow}.
   */
  public static final String CYCLES = LiveSettings.CYCLES;

  /**
   * Whether {@code require} writes how long it takes to the error writer: {@code off}; {@code on},
   * a line for each module that is loaded, with the time of its own and the time with all that it
   * required; {@code all}, also for those that were loaded already. No attribute can give it.
   * Default: {@code off}.
   */
  public static final String TRACE = LiveSettings.TRACE;

  private Settings() {}
}
