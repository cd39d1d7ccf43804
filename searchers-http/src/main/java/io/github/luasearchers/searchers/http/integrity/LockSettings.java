package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of the lock file, which an engine and the commands read alike. */
public final class LockSettings {

  public static final Setting<LockFile.Mode> LOCK =
      Setting.choice("lock", LockFile.Mode.class, LockFile.Mode.VERIFY);
  public static final Setting<String> LOCK_FILE = Setting.text("lock-file").or("lua-modules.lock");
  public static final Setting<String> LOCK_KEY = Setting.text("lock-key").secret();

  private final SearchContext context;

  public LockSettings(SearchContext context) {
    this.context = context;
  }

  private <T> Optional<T> find(Setting<T> setting) {
    return context
        .setting(setting.key())
        .filter(text -> !text.isEmpty())
        .map(text -> setting.parse(name(setting), text));
  }

  private String name(Setting<?> setting) {
    return context.settingName(setting.key());
  }

  /** Returns the lock file's path; the file need not exist. */
  public Path file() {
    String name = find(LOCK_FILE).orElseGet(LOCK_FILE::standard);
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "the setting " + name(LOCK_FILE) + " is '" + name + "': give the name of a file");
    }
  }

  /** Returns the key that must have signed the lock file, if there is one. */
  public Optional<Signatures> key() {
    return find(LOCK_KEY).map(value -> Signatures.ofSetting(name(LOCK_KEY), value));
  }

  /**
   * Opens the lock file. Where no mode is set, a lock file that is there is verified.
   *
   * @throws IllegalArgumentException if it can't be read, or is not what it should be
   */
  public LockFile open() {
    Path file = file();
    try {
      LockFile.Mode standard = LockFile.isThere(file) ? LockFile.Mode.VERIFY : LockFile.Mode.OFF;
      return LockFile.open(file, find(LOCK).orElse(standard), key());
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
