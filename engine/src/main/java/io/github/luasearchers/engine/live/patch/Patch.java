package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.LivePrototype;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Recoding;
import java.util.List;
import java.util.Set;

/**
 * New code for a module that is in use. To be called by the thread that the engine runs on.
 *
 * <p>{@link #plan} changes nothing. {@link #apply} then can't fail, and {@link #undo} restores what
 * was there before.
 */
public final class Patch {

  private final LivePrototype before;
  private final Version after;
  private final Recoding recoding;
  private final Edits edits;
  private final Notes notes;

  Patch(LivePrototype before, Version after, Recoding recoding, Edits edits, Notes notes) {
    this.before = before;
    this.after = after;
    this.recoding = recoding;
    this.edits = edits;
    this.notes = notes;
  }

  /**
   * Plans to give a module what a run of its new text has made.
   *
   * @param module the module's name
   * @param old what the module is: the version of its load, or {@link #version} of its last patch
   * @param fresh what the run of the new text has made
   * @param keep names of variables and fields that keep their values even if the text gives them
   *     others
   * @throws PatchRefused if the module can only be replaced
   */
  public static Patch plan(
      LuaRuntime lua, String module, Version old, Version fresh, Set<String> keep)
      throws PatchRefused {
    return new Planner(lua, module, old, fresh, keep).plan();
  }

  /**
   * Carries out the plan. A call that a coroutine has suspended goes on in the old code. A closure
   * that is being called otherwise keeps its old code until {@link #settle}.
   */
  public void apply() {
    after.code().follow(before);
    recoding.apply();
    edits.apply();
  }

  /** Takes back what {@link #apply} has done. */
  public void undo() {
    edits.undo();
    recoding.undo();
  }

  /**
   * Gives closures their new code that were being called when the patch was applied. To be called
   * when no script runs, until it returns true, and only for the last patch of a module.
   *
   * @return whether no closure waits for its code any more
   */
  public boolean settle() {
    return recoding.applyRest();
  }

  /** Returns the module as it is after the patch, to be the old version of the next one. */
  public Version version() {
    return after;
  }

  /**
   * Tells in sentences what is worth knowing: what has changed, and what has kept its old code, and
   * who holds it. To be called after {@link #apply}; takes the longer the more the engine holds, if
   * there is such code.
   */
  public List<String> notes() {
    return notes.all(recoding);
  }
}
