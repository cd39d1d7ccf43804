import io.github.luasearchers.searchers.rocks.version.Dependency;
import io.github.luasearchers.searchers.rocks.version.Version;
import java.util.Random;

/** Writes pairs of versions, a constraint, and what we make of them. */
class Versions {

  private static final String[] WORDS = {"alpha", "beta", "pre", "rc", "scm", "cvs", "dev", "a", "x"};
  private static final String[] OPERATORS = {"==", "~=", "<", "<=", ">", ">=", "~>", "", "!=", "="};

  private static final Random RANDOM = new Random(16);

  public static void main(String[] args) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      String left = version();
      // Most that are chosen at random differ at once: half of them are neighbours.
      String right = RANDOM.nextBoolean() ? version() : changed(left);
      String constraint = constraint(left) + (RANDOM.nextInt(4) == 0 ? ", " + constraint(left) : "");
      Version a = Version.parse(left);
      Version b = Version.parse(right);
      boolean admits = Dependency.parse("rock " + constraint).admits(a);
      out.append(left).append('\t').append(right).append('\t').append(constraint).append('\t');
      out.append(a.isBefore(b)).append('\t').append(a.isSame(b)).append('\t');
      out.append(admits).append('\n');
    }
    System.out.print(out);
  }

  private static String constraint(String near) {
    String operator = OPERATORS[RANDOM.nextInt(OPERATORS.length)];
    return operator + " " + (RANDOM.nextBoolean() ? version() : changed(near));
  }

  private static String version() {
    StringBuilder version = new StringBuilder();
    int parts = 1 + RANDOM.nextInt(4);
    for (int i = 0; i < parts; i++) {
      if (i > 0) {
        version.append(".-_".charAt(RANDOM.nextInt(10) < 8 ? 0 : 1 + RANDOM.nextInt(2)));
      }
      int kind = RANDOM.nextInt(8);
      if (kind == 0) {
        version.append(WORDS[RANDOM.nextInt(WORDS.length)]);
      }
      if (kind != 1 || i > 0) {
        version.append(RANDOM.nextInt(12));
      } else {
        version.append('v').append(RANDOM.nextInt(3));
      }
      if (kind == 2) {
        version.append(WORDS[RANDOM.nextInt(WORDS.length)]);
      }
    }
    return RANDOM.nextBoolean() ? version + "-" + RANDOM.nextInt(3) : version.toString();
  }

  private static String changed(String version) {
    return switch (RANDOM.nextInt(4)) {
      case 0 -> version + ".0";
      case 1 -> version + "-1";
      case 2 -> version.replaceFirst("[0-9]", String.valueOf(RANDOM.nextInt(10)));
      default -> version;
    };
  }
}
