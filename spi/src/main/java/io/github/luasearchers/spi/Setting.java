package io.github.luasearchers.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting that a searcher or linker declares in {@code settings()} and reads: its key, what
 * values it takes, and what holds where none is given.
 *
 * <pre>{@code
 * private static final Setting<String> URL = Setting.text("url");
 * private static final Setting<Duration> TIMEOUT = Setting.duration("timeout", "5s");
 * }</pre>
 *
 * <p>The values are written alike for all searchers and for the engine:
 *
 * <ul>
 *   <li>a flag is {@code true} or {@code false};
 *   <li>a count is a whole number, {@code 100}, or one of thousands, millions or thousands of
 *       millions, {@code 100k}, {@code 5M}, {@code 1G};
 *   <li>a size is a number with its unit: {@code 512B}, {@code 64KiB}, {@code 4MiB}, {@code 1GiB},
 *       or as the JVM's {@code -Xmx} has them {@code 64k}, {@code 4M}, {@code 1G};
 *   <li>a duration is a number with its unit: {@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h},
 *       {@code 7d};
 *   <li>a choice is one of the words that are listed;
 *   <li>a list has commas between its items;
 *   <li>a path is templates with semicolons between, see {@link SearchPath#parse}.
 * </ul>
 *
 * <p>A setting never changes: methods that seem to change it return another. Any thread may use it,
 * with a context that is that thread's to use.
 *
 * @param <T> what a value stands for
 * @since 0.1.0
 */
public final class Setting<T> {

  /**
   * Makes something of a setting's text.
   *
   * @param <T> what a value stands for
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface Parser<T> {

    /**
     * Reads a text, which is trimmed.
     *
     * @throws IllegalArgumentException if it is none; the message is not shown
     */
    T parse(String text);
  }

  private final String key;
  private final String expected;
  private final Parser<? extends T> parser;
  private final @Nullable T standard;
  private final boolean harmless;
  private final boolean secret;
  private final @Nullable Setting<List<String>> names;

  private Setting(
      String key,
      String expected,
      Parser<? extends T> parser,
      @Nullable T standard,
      boolean harmless,
      boolean secret,
      @Nullable Setting<List<String>> names) {
    this.key = key;
    this.expected = expected;
    this.parser = parser;
    this.standard = standard;
    this.harmless = harmless;
    this.secret = secret;
    this.names = names;
  }

  // ---- kinds

  /**
   * Returns a setting of a kind of one's own.
   *
   * @param key the setting's name behind {@code lua.<searcher>.}, as in {@link
   *     SearchContext#setting}
   * @param expected what a wrong value's message asks for: {@code "an address such as https://h/"}
   * @param parser reads a value
   * @throws NullPointerException if one of these is null
   */
  public static <T> Setting<T> of(String key, String expected, Parser<? extends T> parser) {
    requireNonNull(key, "key");
    requireNonNull(expected, "expected");
    requireNonNull(parser, "parser");
    return new Setting<>(key, expected, parser, null, false, false, null);
  }

  /** Returns a setting whose value is any text. */
  public static Setting<String> text(String key) {
    return of(key, "a text", new SettingParsers.Text());
  }

  /** Returns a setting that is {@code true} or {@code false}. */
  public static Setting<Boolean> flag(String key, boolean standard) {
    return of(key, "true or false", new SettingParsers.Flag()).or(String.valueOf(standard));
  }

  /**
   * Returns a setting that is a whole number.
   *
   * @param least the smallest number that it may be, 0 or more
   */
  public static Setting<Long> count(String key, long least, long standard) {
    Parser<Long> parser = new SettingParsers.Count(least);
    String number = "a whole number from " + least + " on, or one with k, M or G";
    return of(key, number + ", such as " + standard, parser).or(String.valueOf(standard));
  }

  /** Returns a setting that is a number of bytes, above 0. */
  public static Setting<Long> size(String key, String standard) {
    String size = "a size with its unit (B, KiB, MiB or GiB), such as ";
    return of(key, size + standard, new SettingParsers.Size()).or(standard);
  }

  /** Returns a setting that is a time span, 0 or more. */
  public static Setting<Duration> duration(String key, String standard) {
    String duration = "a duration with its unit (ms, s, m, h or d), such as ";
    return of(key, duration + standard, new SettingParsers.TimeSpan()).or(standard);
  }

  /** Returns a setting that names an enum's constant: {@code prefer-cache} PREFER_CACHE. */
  public static <E extends Enum<E>> Setting<E> choice(String key, Class<E> type, E standard) {
    Parser<E> parser = new SettingParsers.Choice<>(type);
    String one = "one of " + SettingValues.words(type);
    return of(key, one, parser).or(SettingValues.word(standard));
  }

  /** Returns a setting that is a list of items, with commas between. */
  public static Setting<List<String>> list(String key, String standard) {
    return of(key, "items without blanks in them, with commas between", new SettingParsers.Items())
        .or(standard);
  }

  /** Returns a setting that is a path of templates. */
  public static Setting<SearchPath> path(String key, String standard) {
    return of(key, "templates with semicolons between", new SettingParsers.Templates())
        .or(standard);
  }

  // ---- what holds of it

  /**
   * Returns this setting with a value that holds where none is given.
   *
   * @throws IllegalArgumentException if there is no such value
   */
  public Setting<T> or(String standard) {
    return new Setting<>(key, expected, parser, parse(key, standard), harmless, secret, names);
  }

  /**
   * Returns this setting as one that attributes of the {@code ScriptContext} may give as well. In
   * many hosts whoever sets a variable of a workflow sets such an attribute: mark nothing that says
   * where code comes from, or what it may do.
   */
  public Setting<T> harmless() {
    return new Setting<>(key, expected, parser, standard, true, secret, names);
  }

  /** Returns this setting as one whose value no message may show. */
  public Setting<T> secret() {
    return new Setting<>(key, expected, parser, standard, harmless, true, names);
  }

  /**
   * Returns the setting of this name that each of some named things has: {@code url} of {@code
   * repositories} is {@code lua.http.<name>.url}, where the list {@code lua.http.repositories} has
   * the name.
   *
   * @param names the setting that lists the names
   */
  public Setting<T> of(Setting<List<String>> names) {
    return new Setting<>(key, expected, parser, standard, harmless, secret, names);
  }

  // ---- questions

  /** Returns the name behind {@code lua.<searcher>.}, or behind the name where there is a list. */
  public String key() {
    return key;
  }

  /** Returns the list of the things that have such a setting each; empty if there is one only. */
  public Optional<Setting<List<String>>> names() {
    return Optional.ofNullable(names);
  }

  /** Tells whether attributes of the {@code ScriptContext} may give it. */
  public boolean isHarmless() {
    return harmless;
  }

  // ---- reading

  /**
   * Returns what was given.
   *
   * @throws IllegalArgumentException if the value is none; the message is for the user
   * @throws IllegalStateException if the context is that of a searcher that doesn't declare this
   *     setting
   */
  public Optional<T> find(SearchContext context) {
    return found(context, key);
  }

  /**
   * Returns what was given for one of the things that {@link #names} lists.
   *
   * @throws IllegalArgumentException if the value is none; the message is for the user
   */
  public Optional<T> find(SearchContext context, String name) {
    return found(context, name + "." + key);
  }

  private Optional<T> found(SearchContext context, String whole) {
    Optional<String> text = context.setting(whole);
    return text.isPresent()
        ? Optional.of(parse(context.settingName(whole), text.get()))
        : Optional.empty();
  }

  /**
   * Returns what was given, or else what holds then.
   *
   * @throws IllegalArgumentException if the value is none; the message is for the user
   * @throws IllegalStateException if nothing was given and nothing holds then
   */
  public T read(SearchContext context) {
    Optional<T> given = find(context);
    return given.isPresent() ? given.get() : standard();
  }

  /**
   * Returns what holds where nothing is given: the same object each time.
   *
   * @throws IllegalStateException if nothing does
   */
  public T standard() {
    if (standard == null) {
      throw new IllegalStateException("the setting " + key + " has no standard value");
    }
    return standard;
  }

  /**
   * Reads a value.
   *
   * @param name the setting's whole name, for the message
   * @throws IllegalArgumentException if it is none; the message is for the user
   */
  public T parse(String name, String text) {
    try {
      return parser.parse(text.trim());
    } catch (IllegalArgumentException e) {
      throw malformed(name, text, expected);
    }
  }

  private IllegalArgumentException malformed(String name, String text, String remedy) {
    String shown = secret ? "" : " = " + Excerpt.ofSetting(text);
    return new IllegalArgumentException(
        name + shown + ": there is no such value; give it " + remedy);
  }

  @Override
  public String toString() {
    return names == null ? key : "<" + names.key + ">." + key;
  }
}
