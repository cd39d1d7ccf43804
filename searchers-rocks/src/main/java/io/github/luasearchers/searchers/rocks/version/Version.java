package io.github.luasearchers.searchers.rocks.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a rock, such as {@code 1.2.0beta3-1}: numbers and words, and a revision of the
 * rockspec.
 *
 * <p>The order is that of LuaRocks. Each number or word has a weight; {@code scm} and its like
 * weigh more than any release, and words before a release take away from the number before them.
 * Two versions without one of the revisions may be neither before nor after each other and yet
 * differ: {@code 1.0} and {@code 1.0.0}. So this is no {@code Comparable}.
 */
public final class Version {

  private static final Map<String, Double> WORDS =
      Map.of(
          "dev", 120_000_000.0,
          "scm", 110_000_000.0,
          "cvs", 100_000_000.0,
          "rc", -1000.0,
          "pre", -10_000.0,
          "beta", -100_000.0,
          "alpha", -1_000_000.0);

  /** What a word that is none of those weighs, by its first letter. */
  private static final double LETTERS = 1000;

  /** What divides a number behind a word: {@code 2} of {@code beta2}. */
  private static final double BEHIND_WORDS = 100_000;

  private final String text;
  private final double[] parts;
  private final @Nullable Double revision;
  private final boolean stable;

  private Version(String text, double[] parts, @Nullable Double revision, boolean stable) {
    this.text = text;
    this.parts = parts;
    this.revision = revision;
    this.stable = stable;
  }

  /** Reads a version. Any text is one: what is neither a number nor a word ends it. */
  public static Version parse(String text) {
    String trimmed = text.strip();
    int dash = trimmed.lastIndexOf('-');
    boolean revised = dash >= 0 && isDigits(trimmed.substring(dash + 1));
    @Nullable Double revision = revised ? Double.valueOf(trimmed.substring(dash + 1)) : null;
    List<Double> parts = new ArrayList<>();
    boolean stable = read(revised ? trimmed.substring(0, dash) : trimmed, parts);
    double[] weights = parts.stream().mapToDouble(Double::doubleValue).toArray();
    return new Version(trimmed, weights, revision, stable);
  }

  /**
   * Reads numbers and words; tells whether all words are a release's. A word and the number behind
   * it are one part, and of two words in a row the last one counts.
   */
  private static boolean read(String main, List<Double> parts) {
    boolean stable = true;
    @Nullable Double word = null;
    for (int at = 0; at < main.length(); at = skipSigns(main, at)) {
      int start = at;
      boolean number = isDigit(main.charAt(at));
      while (at < main.length()
          && (number ? isDigit(main.charAt(at)) : isLetter(main.charAt(at)))) {
        at++;
      }
      String token = main.substring(start, at);
      if (token.isEmpty()) {
        parts.add(0.0);
        return stable;
      }
      if (number) {
        double value = Double.parseDouble(token);
        parts.add(word == null ? value : word + value / BEHIND_WORDS);
        word = null;
      } else {
        @Nullable Double weight = WORDS.get(token);
        word = weight == null ? token.charAt(0) / LETTERS : weight;
        stable &= weight == null;
      }
    }
    if (word != null) {
      parts.add(word);
    }
    return stable;
  }

  private static int skipSigns(String main, int start) {
    int at = start;
    while (at < main.length() && ".-_".indexOf(main.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> isDigit((char) c));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Tells whether it is a release: no {@code scm}, {@code cvs} or {@code dev}, and none before. */
  public boolean isStable() {
    return stable;
  }

  /** Tells whether it has a revision, as those of rocks have, and those of constraints may. */
  public boolean isRevised() {
    return revision != null;
  }

  /** Tells whether this comes before another; the revisions count if both have one. */
  public boolean isBefore(Version other) {
    for (int i = 0; i < Math.max(parts.length, other.parts.length); i++) {
      double mine = part(i);
      double others = other.part(i);
      if (mine != others) {
        return mine < others;
      }
    }
    return revision != null && other.revision != null && revision < other.revision;
  }

  private double part(int index) {
    return index < parts.length ? parts[index] : 0;
  }

  /** Tells whether both have the same numbers and words; the revisions count if both have one. */
  public boolean isSame(Version other) {
    if (parts.length != other.parts.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] != other.parts[i]) {
        return false;
      }
    }
    return revision == null || other.revision == null || revision.equals(other.revision);
  }

  /** Tells whether this begins with the numbers and words of another: {@code 1.2.3} with 1.2. */
  boolean beginsWith(Version other) {
    for (int i = 0; i < other.parts.length; i++) {
      if (part(i) != other.parts[i]) {
        return false;
      }
    }
    return other.revision == null || other.revision.equals(revision);
  }

  /** Returns a number below, at or above zero. The texts decide where the versions do not. */
  public static int compare(Version left, Version right) {
    if (left.isBefore(right)) {
      return -1;
    }
    return right.isBefore(left) ? 1 : left.text.compareTo(right.text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Version version && text.equals(version.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the version as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
