package io.github.luasearchers.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Figures by work and peer, printed with the ratio of each peer's to ours. */
final class Table {

  private final String title;
  private final String unit;
  private final Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
  private final List<String> peers = new ArrayList<>();

  Table(String title, String unit) {
    this.title = title;
    this.unit = unit;
  }

  void put(String work, String peer, double figure) {
    rows.computeIfAbsent(work, key -> new LinkedHashMap<>()).put(peer, figure);
    if (!peers.contains(peer)) {
      peers.add(peer);
    }
  }

  double ratio(String work, String peer) {
    return rows.get(work).get(peer) / rows.get(work).get(Peer.OURS);
  }

  /** Prints the table. A ratio above 1 says how many times faster we are. */
  void print() {
    System.out.printf(Locale.ROOT, "%n## %s (%s; in brackets: times ours)%n%n", title, unit);
    System.out.println("| work | " + String.join(" | ", peers) + " |");
    System.out.println("|---|" + "---|".repeat(peers.size()));
    for (String work : rows.keySet()) {
      StringBuilder line = new StringBuilder("| ").append(work);
      for (String peer : peers) {
        line.append(" | ").append(cell(work, peer));
      }
      System.out.println(line.append(" |"));
    }
  }

  private String cell(String work, String peer) {
    Double figure = rows.get(work).get(peer);
    if (figure == null) {
      return "";
    }
    String text = String.format(Locale.ROOT, figure < 100 ? "%.2f" : "%.0f", figure);
    return peer.equals(Peer.OURS)
        ? text
        : String.format(Locale.ROOT, "%s (%.2fx)", text, ratio(work, peer));
  }

  /** Returns the middle one of some figures. */
  static double median(List<Double> figures) {
    List<Double> sorted = new ArrayList<>(figures);
    sorted.sort(null);
    return sorted.get(sorted.size() / 2);
  }

  /** Prints the geometric mean of the ratios to a peer. */
  void printMean(String peer) {
    double logs = 0;
    for (String work : new TreeSet<>(rows.keySet())) {
      logs += Math.log(ratio(work, peer));
    }
    System.out.printf(
        Locale.ROOT, "%nGeometric mean against %s: %.2fx%n", peer, Math.exp(logs / rows.size()));
  }
}
