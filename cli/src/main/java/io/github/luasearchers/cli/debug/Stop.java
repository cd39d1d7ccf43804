package io.github.luasearchers.cli.debug;

import io.github.luasearchers.engine.vm.Activation;
import io.github.luasearchers.engine.vm.Coroutine;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stop of the script: what the editor knows by number is valid until it goes on. */
final class Stop {

  private final LuaRuntime lua;
  private final Coroutine thread;
  private final int level;
  private final int levels;
  private final String text;
  private final Handles handles;
  private final List<Frame> frames = new ArrayList<>();
  private boolean ended;

  /**
   * Creates an instance.
   *
   * @param level the topmost level of the thread that the editor is to see
   * @param text what the error says, empty if it is none
   */
  Stop(LuaRuntime lua, Coroutine thread, int level, String text) {
    this.lua = lua;
    this.thread = thread;
    this.level = level;
    this.levels = thread.levels() - level;
    this.text = text;
    this.handles = new Handles(lua);
  }

  Coroutine thread() {
    return thread;
  }

  String text() {
    return text;
  }

  Handles handles() {
    return handles;
  }

  /** Returns how many levels there are when a hook looks at a line of the same call. */
  int levelsAtLine() {
    return levels + 1;
  }

  boolean isStopped() {
    return !ended;
  }

  void end() {
    ended = true;
  }

  /** Returns the calls of a thread, the latest first. */
  List<Activation> calls(Coroutine of) {
    List<Activation> calls = new ArrayList<>();
    for (int i = of == thread ? level : 0; ; i++) {
      @Nullable Activation call = Activation.at(of, i);
      if (call == null) {
        return calls;
      }
      calls.add(call);
    }
  }

  /** Returns the number of a call. */
  int frame(Coroutine of, Activation call) {
    frames.add(new Frame(lua, of, call.depth()));
    return frames.size();
  }

  /**
   * Returns the call of a number.
   *
   * @throws IllegalArgumentException if there is none
   */
  Frame frame(int number) {
    if (number < 1 || number > frames.size()) {
      throw new IllegalArgumentException("the script has gone on since");
    }
    return frames.get(number - 1);
  }

  /** Returns the call that code is evaluated in if the editor names none. */
  Frame topFrame() {
    for (Activation call : calls(thread)) {
      if (!call.what().equals("C")) {
        return new Frame(lua, thread, call.depth());
      }
    }
    return new Frame(lua, thread, 0);
  }
}
