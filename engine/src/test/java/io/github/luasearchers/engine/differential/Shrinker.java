package io.github.luasearchers.engine.differential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a program that differs smaller, as long as it differs: takes away choices, makes others
 * simpler, and takes away lines.
 */
final class Shrinker {

  private static final long NANOS = Duration.ofSeconds(30).toNanos();

  private final Comparison comparison;
  private final Form form;
  private final int minor;
  private final long end = System.nanoTime() + NANOS;
  private int[] choices;
  private Comparison.Found best;

  private Shrinker(
      Comparison comparison, Form form, int minor, int[] choices, Comparison.Found found) {
    this.comparison = comparison;
    this.form = form;
    this.minor = minor;
    this.choices = choices;
    this.best = found;
  }

  static Comparison.Found shrink(
      Comparison comparison, Form form, int minor, int[] choices, Comparison.Found found)
      throws Exception {
    Shrinker shrinker = new Shrinker(comparison, form, minor, choices, found);
    boolean again = true;
    while (again && shrinker.hasTime()) {
      boolean fewer = shrinker.takeAway();
      again = shrinker.simplify() || fewer;
    }
    shrinker.takeLinesAway();
    return shrinker.best;
  }

  private boolean hasTime() {
    return System.nanoTime() < end;
  }

  private boolean takeAway() throws Exception {
    boolean any = false;
    for (int size = choices.length / 2; size > 0; size = Math.min(size - 1, size * 2 / 3)) {
      for (int at = 0; at < choices.length && hasTime(); ) {
        boolean taken = isBetter(without(choices, at, size));
        any |= taken;
        at += taken ? 0 : Math.max(1, size / 2);
      }
    }
    return any;
  }

  private static int[] without(int[] choices, int at, int size) {
    int end = Math.min(choices.length, at + size);
    int[] rest = new int[choices.length - (end - at)];
    System.arraycopy(choices, 0, rest, 0, at);
    System.arraycopy(choices, end, rest, at, choices.length - end);
    return rest;
  }

  private boolean simplify() throws Exception {
    boolean any = false;
    for (int i = 0; i < choices.length && hasTime(); i++) {
      for (int value = 0; i < choices.length && value < choices[i] && hasTime(); value++) {
        int[] simpler = choices.clone();
        simpler[i] = value;
        any |= isBetter(simpler);
      }
    }
    return any;
  }

  private boolean isBetter(int[] simpler) throws Exception {
    ProgramText program = form.write(Choices.again(simpler), minor);
    if (!isBetter(program.text())) {
      return false;
    }
    choices = program.choices();
    return true;
  }

  private void takeLinesAway() throws Exception {
    for (int size = 8; size > 0; size--) {
      for (int at = 0; hasTime(); ) {
        List<String> lines = new ArrayList<>(best.text().lines().toList());
        if (at + size > lines.size()) {
          break;
        }
        lines.subList(at, at + size).clear();
        at += isBetter(String.join("\n", lines) + "\n") ? 0 : 1;
      }
    }
  }

  private boolean isBetter(String text) throws Exception {
    if (text.length() >= best.text().length()) {
      return false;
    }
    Optional<Comparison.Found> found = comparison.difference(text);
    found.ifPresent(each -> best = each);
    return found.isPresent();
  }
}
