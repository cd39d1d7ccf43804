package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings for modules that are reloaded, and how they are read. */
public final class LiveSettings {

  public static final String RELOAD = "lua.reload";
  public static final String QUIET = "lua.reload.quiet";
  public static final String POLL = "lua.reload.poll";
  public static final String INTERVAL = "lua.reload.interval";
  public static final String TRIGGER = "lua.reload.trigger";
  public static final String EXCLUDE = "lua.reload.exclude";
  public static final String PATCH = "lua.reload.patch";
  public static final String CYCLES = "lua.cycles";
  public static final String TRACE = "lua.trace";

  private static final String AUTO = "auto";
  private static final String QUIET_TIME = "50ms";
  private static final String INTERVAL_TIME = "10s";

  /** What to do about modules that require each other. */
  enum Cycles {
    ALLOW,
    ERROR
  }

  private final PackageSettings settings;

  LiveSettings(PackageSettings settings) {
    this.settings = settings;
  }

  ReloadMode mode() {
    return settings.isPlain()
        ? ReloadMode.OFF
        : read(Setting.choice("", ReloadMode.class, ReloadMode.OFF), RELOAD).orElse(ReloadMode.OFF);
  }

  TraceMode trace() {
    return settings.isPlain()
        ? TraceMode.OFF
        : read(Setting.choice("", TraceMode.class, TraceMode.OFF), TRACE).orElse(TraceMode.OFF);
  }

  boolean isAcyclic() {
    return !settings.isPlain()
        && read(Setting.choice("", Cycles.class, Cycles.ALLOW), CYCLES).orElse(Cycles.ALLOW)
            == Cycles.ERROR;
  }

  /** Reads all others, to tell what is wrong with them. */
  void check() {
    if (settings.isPlain()) {
      return;
    }
    quiet();
    poll();
    interval();
    exclude();
    patch();
  }

  public Duration quiet() {
    return duration(QUIET, QUIET_TIME);
  }

  public Duration interval() {
    return duration(INTERVAL, INTERVAL_TIME);
  }

  private Duration duration(String key, String standard) {
    Setting<Duration> setting = Setting.duration("", standard);
    return read(setting, key).orElse(setting.standard());
  }

  /** Returns how often files are looked at; empty to decide by what their places can tell. */
  public Optional<Duration> poll() {
    Optional<String> text = settings.get(POLL);
    return text.isPresent() && text.get().strip().equals(AUTO)
        ? Optional.empty()
        : read(Setting.duration("", QUIET_TIME), POLL);
  }

  /** Returns the file whose changes alone count. */
  public Optional<String> trigger() {
    return settings.get(TRIGGER).filter(text -> !text.isBlank());
  }

  public List<String> exclude() {
    return list(EXCLUDE);
  }

  public List<String> patch() {
    return list(PATCH);
  }

  private List<String> list(String key) {
    return read(Setting.list("", ""), key).orElse(List.of());
  }

  private <T> Optional<T> read(Setting<T> setting, String key) {
    Optional<String> text = settings.get(key);
    return text.isPresent() ? Optional.of(setting.parse(key, text.get())) : Optional.empty();
  }
}
