package io.github.luasearchers.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs programs on both sides, and finds those that print different lines. */
final class Comparison {

  /** A program that differs: its place among those that ran, and the lines that differ first. */
  record Found(int place, String text, String wanted, String given) {

    @Override
    public String toString() {
      return text + "-- wanted: " + wanted + "\n-- given:  " + given + "\n";
    }
  }

  private final Side real;
  private final Side engine;
  private final Known known;

  Comparison(Side real, Side engine, Known known) {
    this.real = real;
    this.engine = engine;
    this.known = known;
  }

  List<Found> differences(List<String> texts) throws Exception {
    List<String> wanted = real.run(texts);
    List<String> given = engine.run(texts);
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      // A side that did not come to its end has said all that it says in the last output.
      String one = i < wanted.size() ? wanted.get(i) : "nothing";
      String other = i < given.size() ? given.get(i) : "nothing";
      difference(i, texts.get(i), one, other).ifPresent(found::add);
      if (i >= wanted.size() || i >= given.size()) {
        break;
      }
    }
    return found;
  }

  Optional<Found> difference(String text) throws Exception {
    return differences(List.of(text)).stream().findFirst();
  }

  private Optional<Found> difference(int place, String text, String wanted, String given) {
    List<String> one = wanted.lines().toList();
    List<String> other = given.lines().toList();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      String line = i < one.size() ? one.get(i) : "nothing";
      String ours = i < other.size() ? other.get(i) : "nothing";
      if (!known.areSame(line, ours)) {
        return Optional.of(new Found(place, text, line, ours));
      }
    }
    return Optional.empty();
  }
}
