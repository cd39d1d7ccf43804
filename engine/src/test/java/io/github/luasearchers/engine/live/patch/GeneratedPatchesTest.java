package io.github.luasearchers.engine.live.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.value.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Modules that a generator writes and changes again and again: functions that share variables are
 * added, removed, changed and reordered. A model tells what each function must return, through
 * whatever it is reached.
 */
class GeneratedPatchesTest {

  private static final int MODULES = 40;
  private static final int PATCHES = 8;
  private static final int NAMES = 8;

  @ParameterizedTest
  @EnumSource
  void patchedModules_doWhatTheModelSays(Level level) throws Exception {
    for (int seed = 0; seed < MODULES; seed++) {
      Model model = new Model(new Random(seed));
      Program program = new Program(level);
      program.load("m", model.text());
      program.eval("held = {}");
      for (int i = 0; i < PATCHES; i++) {
        model.hold(program);
        model.call(program);
        model.change();
        program.patch("m", model.text());
        model.afterPatch();
        String place = "seed " + seed + ", patch " + i + ":\n" + model.text();
        assertThat(program.eval(model.question())).as(place).isEqualTo(model.answer());
      }
    }
  }

  /** What a function does: adds to a variable, and returns that with a tag. */
  private record Body(int variable, int step, String tag, boolean isLocal) {}

  /** A module as its text says, and as its functions behave. */
  private static final class Model {

    private final Random random;

    /** The functions of the text. */
    private final Map<String, Body> text = new TreeMap<>();

    private final List<String> order = new ArrayList<>();
    private List<Integer> variables = new ArrayList<>();

    /** Functions that the program holds, and what they do. */
    private final Map<String, Body> held = new TreeMap<>();

    /** The values of variables; those of functions that are gone live on with them. */
    private final Map<Integer, Integer> values = new TreeMap<>();

    private final StringBuilder expected = new StringBuilder();

    Model(Random random) {
      this.random = random;
      for (int i = 0; i < NAMES / 2; i++) {
        add("f" + i);
      }
      afterPatch();
    }

    private void add(String name) {
      int variable = random.nextInt(4);
      text.put(name, new Body(variable, 1 + random.nextInt(9), tag(), random.nextBoolean()));
      if (!variables.contains(variable)) {
        variables.add(random.nextInt(variables.size() + 1), variable);
      }
      order.add(random.nextInt(order.size() + 1), name);
    }

    private String tag() {
      return String.valueOf((char) ('a' + random.nextInt(26)));
    }

    /** Changes the text: each function may go, change or come. */
    void change() {
      for (int i = 0; i < NAMES; i++) {
        String name = "f" + i;
        Body old = text.get(name);
        int what = random.nextInt(6);
        if (old == null && what < 2) {
          add(name);
        } else if (old != null && what == 0) {
          text.remove(name);
          order.remove(name);
        } else if (old != null && what < 4) {
          text.put(
              name, new Body(old.variable, 1 + random.nextInt(9), tag(), random.nextBoolean()));
        }
      }
      Collections.shuffle(order, random);
      Collections.shuffle(variables, random);
    }

    /** Held functions that the text still has do what it says. */
    void afterPatch() {
      held.replaceAll((name, body) -> text.getOrDefault(name, body));
      variables.forEach(each -> values.putIfAbsent(each, 0));
    }

    /** Writes the text; a variable that was there once stays, so that its value is known. */
    String text() {
      StringBuilder lua = new StringBuilder("local M = {}\n");
      variables.forEach(each -> lua.append("local v").append(each).append(" = 0\n"));
      for (String name : order) {
        Body body = text.get(name);
        if (body.isLocal) {
          lua.append("M.").append(name).append(" = function()");
        } else {
          lua.append("function M.").append(name).append("()");
        }
        String variable = "v" + body.variable;
        lua.append(" local function add(n) ").append(variable).append(" = ").append(variable);
        lua.append(" + n end add(").append(body.step).append(") return ").append(variable);
        lua.append(" .. '").append(body.tag).append("' end\n");
      }
      return lua.append("return M\n").toString();
    }

    /** Makes the program hold some functions. */
    void hold(Program program) {
      for (String name : order) {
        if (random.nextInt(3) == 0 && !held.containsKey(name)) {
          held.put(name, text.get(name));
          program.eval("held." + name + " = package.loaded.m." + name);
        }
      }
    }

    void call(Program program) {
      assertThat(program.eval(question())).isEqualTo(answer());
    }

    /** Returns code that calls each function of the module and each that is held. */
    String question() {
      StringBuilder lua = new StringBuilder("local m, h, s = package.loaded.m, held, ''\n");
      expected.setLength(0);
      for (int i = 0; i < NAMES; i++) {
        String name = "f" + i;
        lua.append("s = s .. (m.").append(name).append(" and m.").append(name);
        lua.append("() or '-')\n");
        expected.append(result(text.get(name)));
        if (held.containsKey(name)) {
          lua.append("s = s .. h.").append(name).append("()\n");
          expected.append(result(held.get(name)));
        }
      }
      return lua.append("return s").toString();
    }

    private String result(Body body) {
      return body == null ? "-" : values.merge(body.variable, body.step, Integer::sum) + body.tag;
    }

    String answer() {
      return expected.toString();
    }
  }
}
