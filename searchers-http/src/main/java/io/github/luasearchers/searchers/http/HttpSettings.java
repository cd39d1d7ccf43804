package io.github.luasearchers.searchers.http;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.github.luasearchers.spi.SearchContext;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code lua.http.*}. What a repository named {@code a} wants different from the others
 * stands in {@code lua.http.a.*}: each setting is looked for there first.
 */
final class HttpSettings {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}) ?([a-zA-Z]*)");
  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> SIZES =
      Map.of("", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);

  private final SearchContext context;
  private final String repository;

  /**
   * @param repository the id of the repository whose settings these are, or the empty string for
   *     those of all
   */
  HttpSettings(SearchContext context, String repository) {
    this.context = context;
    this.repository = repository;
  }

  Optional<String> text(String key) {
    Optional<String> own = repository.isEmpty() ? Optional.empty() : own(key);
    return own.or(() -> context.setting(key)).filter(value -> !value.isEmpty());
  }

  /** Reads what only one repository can have: its URL, its password. */
  Optional<String> own(String key) {
    return context.setting(repository + "." + key).filter(value -> !value.isEmpty());
  }

  List<String> list(String key) {
    return Splitter.on(CharMatcher.anyOf(", \t\r\n")).omitEmptyStrings().splitToList(text(key, ""));
  }

  String text(String key, String standard) {
    return text(key).orElse(standard);
  }

  boolean flag(String key, boolean standard) {
    String value = text(key, String.valueOf(standard));
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw malformed(key, value, "give true or false");
    };
  }

  int number(String key, int standard) {
    String value = text(key, String.valueOf(standard));
    if (!value.matches("\\d{1,9}")) {
      throw malformed(key, value, "give a whole number, such as " + standard);
    }
    return Integer.parseInt(value);
  }

  Duration duration(String key, String standard) {
    return duration(key, text(key, standard), standard);
  }

  Duration duration(String key, String value, String example) {
    Matcher matcher = AMOUNT.matcher(value);
    @Nullable Duration unit = matcher.matches() ? TIMES.get(matcher.group(2)) : null;
    if (unit == null) {
      throw malformed(key, value, "give a number and ms, s, m, h or d, such as " + example);
    }
    return unit.multipliedBy(Long.parseLong(matcher.group(1)));
  }

  long size(String key, String standard) {
    String value = text(key, standard);
    Matcher matcher = AMOUNT.matcher(value);
    @Nullable Long unit =
        matcher.matches() ? SIZES.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw malformed(
          key, value, "give a number of bytes, or of KiB, MiB or GiB, such as " + standard);
    }
    return unit * Long.parseLong(matcher.group(1));
  }

  /** Reads a word that names one of an enum's constants: {@code prefer-cache} PREFER_CACHE. */
  <E extends Enum<E>> E choice(String key, Class<E> type, E standard) {
    String value = text(key, word(standard));
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(value)) {
        return constant;
      }
    }
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(HttpSettings::word)
            .collect(Collectors.joining(", "));
    throw malformed(key, value, "give one of: " + words);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads a public key, or where it lies, as in {@link Secret}. */
  Optional<Signatures> key(String key) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Signatures.by(new Secret(name(key), value.get()).read()));
    } catch (IOException | IllegalArgumentException e) {
      // Not quoted: it may be the private one.
      boolean path = value.get().matches("(\\.{0,2}/|[A-Za-z]:\\\\|~).*|.*\\.(pem|pub|key)");
      String remedy = path ? "; is it a file? Then give file:/path/of/the/key" : "";
      throw new IllegalArgumentException(
          "the setting " + name(key) + " is of no use: " + e.getMessage() + remedy);
    }
  }

  /** Returns the address of a server's folder, or of one of this machine's: {@code file:///x/}. */
  URI place(String key, String value) {
    try {
      URI url = new URI(value);
      boolean plain = url.getHost() == null && url.getRawQuery() == null;
      if (LocalFiles.isLocal(url) && plain && String.valueOf(url.getPath()).startsWith("/")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // What is no URL is no address either, which says so.
    }
    return address(key, value);
  }

  /** Parses the address of a server: with a host, without query and fragment. */
  URI address(String key, String value) {
    try {
      URI url = new URI(value);
      boolean http = "http".equalsIgnoreCase(url.getScheme());
      boolean https = "https".equalsIgnoreCase(url.getScheme());
      if ((http || https)
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The sentence below says it, and does not repeat a password.
    }
    throw new IllegalArgumentException(
        "the setting "
            + name(key)
            + " is no address of a server: give one such as https://host/lua/, without '?' and '#'");
  }

  IllegalArgumentException malformed(String key, String value, String remedy) {
    return new IllegalArgumentException(
        "the setting " + name(key) + " is '" + value + "': " + remedy);
  }

  /** Returns a setting's whole name, where it was given or would be. */
  String name(String key) {
    boolean own = !repository.isEmpty() && context.setting(repository + "." + key).isPresent();
    return "lua.http." + (own ? repository + "." : "") + key;
  }
}
