package io.github.luasearchers.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs programs in the real interpreter and in the engine, and finds those that differ. */
final class Comparison {

  /**
   * A program that differs: its place among those that ran, which of the engine's ways to run it
   * gave something else, and the lines that differ first.
   */
  record Found(int place, String text, String side, String wanted, String given) {

    @Override
    public String toString() {
      return text + "-- wanted: " + wanted + "\n-- given:  " + given + "\n-- " + side + "\n";
    }
  }

  private final Side real;
  private final List<Side> engines;
  private final Known known;
  private final int rounds;

  Comparison(Side real, List<Side> engines, Known known, int rounds) {
    this.real = real;
    this.engines = engines;
    this.known = known;
    this.rounds = rounds;
  }

  List<Found> differences(List<String> texts) throws Exception {
    List<String> wanted = real.run(texts, rounds);
    List<Found> found = new ArrayList<>();
    for (Side engine : engines) {
      List<String> given = engine.run(texts, rounds);
      for (int i = 0; i < texts.size(); i++) {
        // A side that did not come to its end has said all that it says in the last output.
        String one = i < wanted.size() ? wanted.get(i) : "nothing";
        String other = i < given.size() ? given.get(i) : "nothing";
        difference(i, texts.get(i), engine, one, other).ifPresent(found::add);
        if (i >= wanted.size() || i >= given.size()) {
          break;
        }
      }
    }
    return found;
  }

  /** Returns a comparison with that way to run programs only that has shown a difference. */
  Comparison only(Found found) {
    List<Side> same = engines.stream().filter(each -> each.toString().equals(found.side)).toList();
    return new Comparison(real, same, known, rounds);
  }

  Optional<Found> difference(String text) throws Exception {
    return differences(List.of(text)).stream().findFirst();
  }

  private Optional<Found> difference(
      int place, String text, Side engine, String wanted, String given) {
    List<String> one = wanted.lines().toList();
    List<String> other = given.lines().toList();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      String line = i < one.size() ? one.get(i) : "nothing";
      String ours = i < other.size() ? other.get(i) : "nothing";
      if (!known.areSame(line, ours)) {
        return Optional.of(new Found(place, text, engine.toString(), line, ours));
      }
    }
    return Optional.empty();
  }
}
