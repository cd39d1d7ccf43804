package io.github.luasearchers.searchers.rocks.version;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a dependency asks of a version: {@code >= 1.2}.
 *
 * @param operator how the version must be to the other one
 * @param version the other one
 */
public record Constraint(Operator operator, Version version) {

  /** The operators, in LuaRocks' notation. */
  public enum Operator {
    EQUAL("=="),
    UNEQUAL("~="),
    ABOVE(">"),
    BELOW("<"),
    AT_LEAST(">="),
    AT_MOST("<="),
    /** Of the same line: {@code ~> 1.2} takes 1.2.x. */
    BEGINS("~>");

    private static final Map<String, Operator> NOTATIONS =
        Map.of(
            "==", EQUAL, "=", EQUAL, "", EQUAL, "~=", UNEQUAL, "!=", UNEQUAL, ">", ABOVE, "<",
            BELOW, ">=", AT_LEAST, "<=", AT_MOST, "~>", BEGINS);

    private final String notation;

    Operator(String notation) {
      this.notation = notation;
    }

    /** Reads an operator; none at all stands for equality. */
    public static Optional<Operator> of(String notation) {
      @Nullable Operator operator = NOTATIONS.get(notation);
      return Optional.ofNullable(operator);
    }
  }

  /** Tells whether a version is as it must be. */
  public boolean admits(Version candidate) {
    return switch (operator) {
      case EQUAL -> candidate.isSame(version);
      case UNEQUAL -> !candidate.isSame(version);
      case ABOVE -> version.isBefore(candidate);
      case BELOW -> candidate.isBefore(version);
      case AT_LEAST -> !candidate.isBefore(version);
      case AT_MOST -> !version.isBefore(candidate);
      case BEGINS -> candidate.beginsWith(version);
    };
  }

  @Override
  public String toString() {
    return operator.notation + " " + version;
  }
}
