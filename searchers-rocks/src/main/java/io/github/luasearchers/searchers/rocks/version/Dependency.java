package io.github.luasearchers.searchers.rocks.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rock that is asked for, in the notation of rockspecs: {@code say >= 1.4, < 2}. A name before a
 * slash, which says whose rock it is, does not count.
 *
 * @param constraints what its version must be
 */
public record Dependency(String name, List<Constraint> constraints) {

  private static final Pattern NAME =
      Pattern.compile("\\s*(?:[A-Za-z0-9._-]+/)?([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(.*)");

  private static final Pattern CONSTRAINT =
      Pattern.compile("@?([<>=~!]*)\\s*([A-Za-z0-9._-]+)[\\s,]*");

  public Dependency {
    constraints = List.copyOf(constraints);
  }

  /**
   * Reads a dependency.
   *
   * @throws IllegalArgumentException if it is none; the message says so
   */
  public static Dependency parse(String text) {
    Matcher whole = NAME.matcher(text);
    if (!whole.matches()) {
      throw malformed(text);
    }
    return new Dependency(
        whole.group(1).toLowerCase(Locale.ROOT), constraints(text, whole.group(2)));
  }

  private static List<Constraint> constraints(String text, String rest) {
    List<Constraint> constraints = new ArrayList<>();
    Matcher each = CONSTRAINT.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      if (!each.find(at) || each.start() != at) {
        throw malformed(text);
      }
      Constraint.Operator operator =
          Constraint.Operator.of(each.group(1)).orElseThrow(() -> malformed(text));
      constraints.add(new Constraint(operator, Version.parse(each.group(2))));
      at = each.end();
    }
    return constraints;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no dependency: give a name and versions, such as 'say >= 1.4, < 2'");
  }

  /** Tells whether a version is as all constraints say. */
  public boolean admits(Version version) {
    for (Constraint constraint : constraints) {
      if (!constraint.admits(version)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a constraint names such a version itself: then it is wanted. */
  public boolean names(Version version) {
    return constraints.stream()
        .anyMatch(c -> !c.version().isStable() && c.admits(version) && isOfLine(c, version));
  }

  private static boolean isOfLine(Constraint constraint, Version version) {
    return version.beginsWith(constraint.version())
        || constraint.operator() == Constraint.Operator.AT_LEAST;
  }

  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    constraints.forEach(each -> texts.add(each.toString()));
    return texts.isEmpty() ? name : name + " " + String.join(", ", texts);
  }
}
