package io.github.luasearchers.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the values of settings. Whatever it can't read is an {@link IllegalArgumentException}. */
final class SettingValues {

  private static final long THOUSAND = 1_000;
  private static final long KIB = 1_024;
  private static final int MAX_DIGITS = 18;

  private SettingValues() {}

  static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  static Long count(String text, long least) {
    long unit =
        switch (unit(text)) {
          case "" -> 1;
          case "k" -> THOUSAND;
          case "M" -> THOUSAND * THOUSAND;
          case "G" -> THOUSAND * THOUSAND * THOUSAND;
          default -> 0;
        };
    long count = multiplied(text, unit);
    if (count < least) {
      throw new IllegalArgumentException();
    }
    return count;
  }

  static Long size(String text) {
    long unit =
        switch (unit(text)) {
          case "B" -> 1;
          case "k", "K", "KiB" -> KIB;
          case "M", "MiB" -> KIB * KIB;
          case "G", "GiB" -> KIB * KIB * KIB;
          default -> 0;
        };
    long size = multiplied(text, unit);
    if (size == 0) {
      throw new IllegalArgumentException();
    }
    return size;
  }

  static Duration duration(String text) {
    Duration unit =
        switch (unit(text)) {
          case "ms" -> Duration.ofMillis(1);
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          case "d" -> Duration.ofDays(1);
          default -> Duration.ZERO;
        };
    return Duration.ofMillis(multiplied(text, unit.toMillis()));
  }

  /** Returns what stands behind the digits. */
  private static String unit(String text) {
    return text.substring(digits(text));
  }

  private static int digits(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Returns a number of units; the largest there is if it is larger than that. */
  private static long multiplied(String text, long unit) {
    int digits = digits(text);
    if (digits == 0 || digits > MAX_DIGITS || unit == 0) {
      throw new IllegalArgumentException();
    }
    long number = Long.parseLong(text.substring(0, digits));
    return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
  }

  static List<String> list(String text) {
    List<String> items = new ArrayList<>();
    int start = 0;
    while (start <= text.length() && !text.isEmpty()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      items.add(item(text.substring(start, end).trim()));
      start = end + 1;
    }
    return List.copyOf(items);
  }

  private static String item(String item) {
    if (item.isEmpty() || item.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException();
    }
    return item;
  }

  static <E extends Enum<E>> E choice(String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> String words(Class<E> type) {
    StringBuilder words = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      words.append(words.length() == 0 ? "" : ", ").append(word(constant));
    }
    return words.toString();
  }
}
