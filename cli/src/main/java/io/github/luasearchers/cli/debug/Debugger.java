package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.Builtin;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.ExternalHook;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The part of the debugger in a universe: called at each line and error, it decides whether to
 * stop, and while it is stopped the script's thread does what the editor asks for.
 */
final class Debugger implements LuaRuntime.ErrorListener {

  /** Which errors the script stops at. */
  enum Errors {
    NONE,
    UNCAUGHT,
    ALL
  }

  /** Who is told. */
  interface Listener {
    void stopped(String reason, @Nullable String text, Coroutine thread, @Nullable Point point);

    void logged(String text);
  }

  /** The level of the function that a hook looks at: the hook itself is 0. */
  private static final int HOOKED = 1;

  private final LuaRuntime lua;
  private final Sources sources;
  private final Listener listener;
  private final Points points = new Points();
  private final LinkedBlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
  private volatile Errors errors = Errors.NONE;
  private volatile boolean pausing;
  private volatile @Nullable Stop stop;
  private @Nullable Step step;
  private volatile @Nullable Thread script;

  Debugger(LuaRuntime lua, Sources sources, Listener listener) {
    this.lua = lua;
    this.sources = sources;
    this.listener = listener;
  }

  /** Begins to look at the script. To be called in an evaluation. */
  void install() {
    lua.keepTexts();
    lua.hookAll(new LineHook(), Coroutine.HOOK_LINE);
    lua.setErrorListener(this);
  }

  /** Lets the script run without a debugger. */
  void release() {
    points.clear();
    errors = Errors.NONE;
    pausing = false;
    resume(null);
  }

  LuaRuntime lua() {
    return lua;
  }

  Points points() {
    return points;
  }

  void stopAt(Errors which) {
    errors = which;
  }

  /** Stops the script at its next line, from any thread, at any time. */
  void pause() {
    pausing = true;
  }

  /** Called at each new line. */
  private final class LineHook extends Builtin implements ExternalHook {

    LineHook() {
      super(Debugger.this.lua, "debugger");
    }

    @Override
    protected Varargs run(Varargs args) {
      line(lua.thread(), args.arg(2).toint());
      return NONE;
    }
  }

  // ---- in the script's thread

  private void line(Coroutine thread, int line) {
    if (stop != null) {
      return; // what the editor has evaluated runs
    }
    @Nullable Step next = step;
    if (pausing) {
      stop("pause", null, thread, HOOKED, null);
    } else if (points.mayHave(line) && at(thread, line)) {
      return;
    } else if (next != null && next.endsIn(thread, thread.levels())) {
      stop("step", null, thread, HOOKED, null);
    }
  }

  /** Stops at a breakpoint if there is one that wants it. */
  private boolean at(Coroutine thread, int line) {
    @Nullable Activation call = Activation.at(thread, HOOKED);
    @Nullable Point point =
        call == null ? null : points.at(sources.key(LuaText.toJava(call.source())), line);
    if (point == null || !holds(point, thread) || !point.hit()) {
      return false;
    }
    if (point.message != null) {
      listener.logged(new LogText(lua, frame(thread, HOOKED)).of(point.message) + "\n");
      return false;
    }
    stop("breakpoint", null, thread, HOOKED, point);
    return true;
  }

  private boolean holds(Point point, Coroutine thread) {
    if (point.condition == null) {
      return true;
    }
    try {
      return new Evaluation(lua, frame(thread, HOOKED)).run(point.condition).arg1().toboolean();
    } catch (LuaError e) {
      listener.logged("condition of a breakpoint: " + e.getMessage() + "\n");
      return false;
    }
  }

  private Frame frame(Coroutine thread, int level) {
    @Nullable Activation call = Activation.at(thread, level);
    if (call == null) {
      throw new IllegalStateException("no call");
    }
    return new Frame(lua, thread, call.depth());
  }

  @Override
  public void raised(LuaValue value, boolean caught) {
    boolean wanted = errors == Errors.ALL || errors == Errors.UNCAUGHT && !caught;
    if (wanted && stop == null) {
      stop("exception", new Shown(lua).plain(value), lua.thread(), 0, null);
    }
  }

  private void stop(
      String reason, @Nullable String text, Coroutine thread, int level, @Nullable Point point) {
    script = Thread.currentThread();
    pausing = false;
    step = null;
    Stop here = new Stop(lua, thread, level, text == null ? "" : text);
    stop = here;
    listener.stopped(reason, text, thread, point);
    try {
      while (here.isStopped()) {
        asked.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the script is to end
    } finally {
      stop = null;
    }
  }

  // ---- for the editor

  /** Returns where the script has stopped, null if it runs. */
  @Nullable Stop stop() {
    return stop;
  }

  /**
   * Has the script's thread do something while it is stopped.
   *
   * @return fails if it runs
   */
  <T> CompletableFuture<T> ask(Callable<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (stop == null) {
      answer.completeExceptionally(Refusal.of("the script is running"));
      return answer;
    }
    asked.add(
        () -> {
          try {
            answer.complete(work.call());
          } catch (Exception e) {
            answer.completeExceptionally(Refusal.of(String.valueOf(e.getMessage())));
          }
        });
    return answer;
  }

  /**
   * Lets the script go on.
   *
   * @param kind the kind of step, null for none
   */
  void resume(Step.@Nullable Kind kind) {
    @Nullable Stop here = stop;
    if (here != null) {
      asked.add(
          () -> {
            step = kind == null ? null : new Step(kind, here.thread(), here.levelsAtLine());
            here.end();
          });
    }
  }

  /** Makes the script fail, where it can't catch that. */
  void terminate() {
    points.clear();
    errors = Errors.NONE;
    @Nullable Thread running = script;
    if (running != null) {
      running.interrupt();
    }
    resume(null);
  }

  /** Notes which thread runs the script, before it runs. */
  void runsIn(Thread thread) {
    script = thread;
  }
}
