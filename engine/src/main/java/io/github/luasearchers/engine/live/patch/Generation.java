package io.github.luasearchers.engine.live.patch;

import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.engine.vm.LivePrototype;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A version of the text that closures still run, and what has become of its functions. */
final class Generation {

  final LivePrototype code;
  final Function main;
  final Matching matching;

  /** The closures that run this version. */
  final List<Running> closures;

  private Generation(LivePrototype code, Function main, Function fresh) {
    this.code = code;
    this.main = main;
    this.matching = new Matching(main, fresh);
    this.closures = findClosures();
  }

  /** Returns a module's versions, the latest first. */
  static List<Generation> of(LivePrototype latest, Function latestMain, Function fresh)
      throws PatchRefused {
    List<Generation> all = new ArrayList<>();
    for (LivePrototype each : latest.versions()) {
      Function main = each == latest ? latestMain : Function.of(each);
      all.add(new Generation(each, main, fresh));
    }
    return all;
  }

  private List<Running> findClosures() {
    List<Function> functions = new ArrayList<>();
    main.addTo(functions);
    Map<LivePrototype, List<Closure>> byCode = code.closuresByCode();
    List<Running> all = new ArrayList<>();
    for (Function each : functions) {
      for (Closure closure : byCode.getOrDefault(each.code, List.of())) {
        all.add(new Running(closure, each, this));
      }
    }
    return all;
  }

  /** A closure, what it runs, and in which version. */
  static final class Running {

    final Closure closure;
    final Function function;
    private final Generation generation;

    Running(Closure closure, Function function, Generation generation) {
      this.closure = closure;
      this.function = function;
      this.generation = generation;
    }

    /** Returns the function of the new text that is this one, null if it is gone. */
    @Nullable Function successor() {
      return generation.matching.successor(function.code);
    }

    /** Returns the variable of the new text that an upvalue is, null if it is gone. */
    @Nullable Variable successor(int upvalue) {
      return generation.matching.successor(function.upvalues.get(upvalue));
    }

    Object cell(int upvalue) {
      return closure.upvalueId(upvalue + 1);
    }

    /** Returns the cell that the closure has of a variable of the new text, null if none. */
    @Nullable Object cellOf(Variable fresh) {
      for (int i = 0; i < function.upvalues.size(); i++) {
        if (successor(i) == fresh) {
          return cell(i);
        }
      }
      return null;
    }
  }
}
