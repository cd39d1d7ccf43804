package io.github.luasearchers.engine.live.picture;

import java.util.Locale;

/**
 * Writes JSON that may stand within a page's script element as well: what could end it or begin a
 * comment there is escaped, as are the line ends that JavaScript has and JSON has not.
 */
final class Json {

  private final StringBuilder text = new StringBuilder();

  /** Whether a comma has to come before the next value or key. */
  private boolean pending;

  Json begin(char bracket) {
    separate();
    text.append(bracket);
    pending = false;
    return this;
  }

  Json end(char bracket) {
    text.append(bracket);
    pending = true;
    return this;
  }

  Json key(String name) {
    separate();
    quote(name);
    text.append(':');
    pending = false;
    return this;
  }

  Json value(String value) {
    separate();
    quote(value);
    pending = true;
    return this;
  }

  Json value(long value) {
    separate();
    text.append(value);
    pending = true;
    return this;
  }

  /** Adds a value that is written already. */
  Json raw(String json) {
    separate();
    text.append(json);
    pending = true;
    return this;
  }

  Json values(int[] values) {
    begin('[');
    for (int each : values) {
      value(each);
    }
    return end(']');
  }

  Json values(Iterable<String> values) {
    begin('[');
    for (String each : values) {
      value(each);
    }
    return end(']');
  }

  private void separate() {
    if (pending) {
      text.append(',');
    }
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      if (each == '"' || each == '\\') {
        text.append('\\').append(each);
      } else if (each < ' ' || "<>&'\u2028\u2029".indexOf(each) >= 0 || isHalf(value, i)) {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      } else {
        text.append(each);
      }
    }
    text.append('"');
  }

  /** Half a surrogate pair can't be written as UTF-8. */
  private static boolean isHalf(String value, int at) {
    char each = value.charAt(at);
    if (Character.isHighSurrogate(each)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(each)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
