package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LivePrototype;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.Recoding;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** What one run of a module's text has made: its code, its value, and what these contain. */
public final class Version {

  private final LivePrototype code;
  private final LuaValue value;

  /** The functions of the text, null if the code has no names. */
  private final @Nullable Function main;

  private final Contents contents;
  private final Map<Variable, Held> variables;

  /** The variables of the chunk, so that those which no function uses for a while keep values. */
  private final Map<Variable, Object> cells;

  /** The closures of functions of which the run has made one each. */
  private final Map<LivePrototype, WeakReference<Closure>> closures;

  Version(
      LivePrototype code,
      LuaValue value,
      @Nullable Function main,
      Contents contents,
      Map<Variable, Held> variables,
      Map<Variable, Object> cells,
      Map<LivePrototype, WeakReference<Closure>> closures) {
    this.code = code;
    this.value = value;
    this.main = main;
    this.contents = contents;
    this.variables = variables;
    this.cells = cells;
    this.closures = closures;
  }

  /**
   * Takes note of what a module is, right after its text has run: only so can be told later what
   * the program has changed since. Objects are not kept alive for that.
   *
   * @param code the chunk's code
   * @param value the module's value, as it is in {@code package.loaded}
   */
  public static Version of(LuaRuntime lua, LivePrototype code, LuaValue value) {
    Function main;
    try {
      main = Function.of(code);
    } catch (PatchRefused e) {
      return new Version(code, value, null, new Contents(), Map.of(), Map.of(), Map.of());
    }
    List<Function> functions = new ArrayList<>();
    main.addTo(functions);
    IdentityHashMap<Variable, Object> cells = new IdentityHashMap<>();
    Set<Variable> several = Collections.newSetFromMap(new IdentityHashMap<>());
    IdentityHashMap<LivePrototype, WeakReference<Closure>> closures = new IdentityHashMap<>();
    Survey survey = new Survey(new Foreign(lua, value));
    survey.add(value);
    Map<LivePrototype, List<Closure>> byCode = code.closuresByCode();
    for (Function each : functions) {
      List<Closure> made = byCode.getOrDefault(each.code, List.of());
      if (made.size() == 1) {
        closures.put(each.code, new WeakReference<>(made.get(0)));
      }
      for (Closure closure : made) {
        for (int i = 0; i < each.upvalues.size(); i++) {
          Variable variable = each.upvalues.get(i);
          Object cell = closure.upvalueId(i + 1);
          if (variable.isOfChunk() && cells.getOrDefault(variable, cell) != cell) {
            several.add(variable);
          } else if (variable.isOfChunk()) {
            cells.put(variable, cell);
          }
        }
      }
    }
    IdentityHashMap<Variable, Held> variables = new IdentityHashMap<>();
    cells.keySet().removeAll(several);
    cells.forEach(
        (variable, cell) -> {
          variables.put(variable, Held.of(Recoding.value(cell)));
          survey.add(Recoding.value(cell));
        });
    return new Version(code, value, main, survey.contents(), variables, cells, closures);
  }

  /** Returns the chunk's code. */
  public LivePrototype code() {
    return code;
  }

  /** Returns the module's value. */
  public LuaValue value() {
    return value;
  }

  @Nullable Function main() {
    return main;
  }

  Contents contents() {
    return contents;
  }

  Map<Variable, Object> cells() {
    return cells;
  }

  /** Tells whether a variable has the value that the run has left in it. */
  boolean hasLeft(Variable variable, LuaValue now) {
    Held held = variables.get(variable);
    return held != null && held.is(now);
  }

  /** Returns the closure of a function of which the run has made just one. */
  @Nullable Closure only(LivePrototype function) {
    WeakReference<Closure> reference = closures.get(function);
    return reference == null ? null : reference.get();
  }
}
