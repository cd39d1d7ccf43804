package io.github.luasearchers.engine;

/** How many letters must be changed, added or left out to turn one text into another. */
final class EditDistance {

  private EditDistance() {}

  /**
   * Returns the distance (V. Levenshtein, 1965); if it is above a bound, some number above that.
   */
  static int of(String one, String other, int bound) {
    if (Math.abs(one.length() - other.length()) > bound) {
      return bound + 1;
    }
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
