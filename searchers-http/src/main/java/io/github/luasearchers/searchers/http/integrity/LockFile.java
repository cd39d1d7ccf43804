package io.github.luasearchers.searchers.http.integrity;

import io.github.luasearchers.searchers.http.cache.Digest;
import io.github.luasearchers.searchers.http.cache.FileMutex;
import io.github.luasearchers.searchers.http.cache.Printable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock file, which pins modules to their bytes and to the URLs that these came from. An engine
 * never replaces an entry; that takes the command {@code lock update}. Any number of threads may
 * use an instance, and any number of processes may record to one file.
 */
public final class LockFile implements AutoCloseable {

  /** How modules are treated that are in the lock file, and those that are not. */
  public enum Mode {
    /** There is no lock file. */
    OFF,
    /** What it names must be as it says; other modules are added. */
    RECORD,
    /** What it names must be as it says; other modules are taken as they are. */
    VERIFY,
    /** What it names must be as it says; there are no other modules. */
    FROZEN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final long FORMAT = 1;

  /** What a rock's name begins with among those of modules; none of these has a colon. */
  private static final String ROCK = "rock:";

  /** The key behind all rocks. */
  private static final String AFTER_ROCKS = "rock;";

  /** How long to wait for other processes that record. Each takes milliseconds. */
  private static final long LOCK_TIMEOUT_MILLIS = 10_000;

  private final Mode mode;
  private final Path file;
  private final LockJournal journal;
  private final FileMutex mutex;
  private final LockWriter writer = new LockWriter(this);

  /** What this instance has recorded and the file may not have yet. */
  private final Map<String, LockEntry> recorded = new HashMap<>();

  private LockFile(Mode mode, Path file) {
    this.mode = mode;
    this.file = file;
    Path absolute = file.toAbsolutePath();
    this.journal = new LockJournal(absolute);
    this.mutex = new FileMutex(absolute.resolveSibling("." + absolute.getFileName() + ".lock"));
  }

  /** Tells whether there is a lock file, or a journal of one that could not be written. */
  static boolean isThere(Path file) throws IOException {
    return Files.exists(file) || LockJournal.isThere(file.toAbsolutePath());
  }

  /**
   * Reads a lock file.
   *
   * @param signatures the key that must have signed it; the signature is in the {@code .sig} file
   * @throws IOException if it can't be read, is malformed, or is not signed as required; if it is
   *     missing, unless the mode is to record
   */
  public static LockFile open(Path file, Mode mode, Optional<Signatures> signatures)
      throws IOException {
    if (mode == Mode.OFF) {
      return new LockFile(Mode.OFF, file);
    }
    if (mode == Mode.RECORD && signatures.isPresent()) {
      throw new IOException(
          "lock file '" + file + "' must be signed, and so nothing can be recorded to it");
    }
    LockFile lock = new LockFile(mode, file);
    if (signatures.isPresent()) {
      lock.readSigned(signatures.get());
    } else {
      lock.journal.refresh();
    }
    if (lock.journal.modules().isEmpty() && mode != Mode.RECORD && Files.notExists(file)) {
      throw new IOException(
          "there is no lock file '" + file + "': record one first, by the mode 'record'");
    }
    return lock;
  }

  /** Reads the file without its journal, which is not signed. */
  private void readSigned(Signatures signatures) throws IOException {
    byte @Nullable [] content = content(file);
    if (content != null) {
      byte @Nullable [] signature = content(file.resolveSibling(file.getFileName() + ".sig"));
      signatures.check(file.toString(), content, Optional.ofNullable(signature));
      journal.modules().putAll(parse(file, content));
    }
  }

  static byte @Nullable [] content(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw FileMessages.sentence("cannot read the lock file", file, e);
    }
  }

  static SortedMap<String, LockEntry> parse(Path file, byte[] content) throws IOException {
    SortedMap<String, LockEntry> modules = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    JsonInput.read(
        file.toString(),
        content,
        in ->
            in.object(
                key -> {
                  seen.add(key);
                  switch (key) {
                    case "format" -> checkFormat(in);
                    case "modules" ->
                        in.object(name -> modules.put(name, LockEntry.read(in, false)));
                    case "rocks" ->
                        in.object(name -> modules.put(ROCK + name, LockEntry.read(in, true)));
                    default -> throw in.error("a lock file has no '" + Printable.text(key) + "'");
                  }
                }));
    if (!seen.contains("format") || !seen.contains("modules")) {
      throw new IOException("'" + file + "' is no lock file: it lacks 'format' or 'modules'");
    }
    return modules;
  }

  private static void checkFormat(JsonInput in) throws IOException {
    long format = in.number();
    if (format != FORMAT) {
      throw in.error("format " + format + " is unknown here; it should be " + FORMAT);
    }
  }

  static byte[] toBytes(SortedMap<String, LockEntry> modules) {
    JsonLines lines = new JsonLines();
    JsonLines rocks = new JsonLines();
    modules.forEach(
        (name, locked) -> {
          if (isRock(name)) {
            rocks.object(name.substring(ROCK.length()), locked.toJson());
          } else {
            lines.object(name, locked.toJson());
          }
        });
    JsonLines all = new JsonLines().number("format", FORMAT).lines("modules", lines);
    return (rocks.isEmpty() ? all : all.lines("rocks", rocks)).toBytes();
  }

  /** Tells whether a key is that of a rock, not of a module. */
  public static boolean isRock(String key) {
    return key.startsWith(ROCK);
  }

  /** Returns the key of a rock. */
  public static String rock(String name) {
    return ROCK + name;
  }

  /** Returns how messages call what a key stands for. */
  private static String shown(String key) {
    return isRock(key) ? "rock '" + key.substring(ROCK.length()) + "'" : "module '" + key + "'";
  }

  /** Returns the name of the module or rock that a key stands for. */
  public static String name(String key) {
    return isRock(key) ? key.substring(ROCK.length()) : key;
  }

  public Mode mode() {
    return mode;
  }

  /**
   * Returns the entry of a module, or of a {@link #rock}.
   *
   * @throws IOException if there is none, and the mode is frozen
   */
  public Optional<LockEntry> find(String module) throws IOException {
    Optional<LockEntry> locked = Optional.ofNullable(journal.modules().get(module));
    if (locked.isEmpty() && mode == Mode.FROZEN) {
      throw new IOException(
          shown(module)
              + " is not in the lock file '"
              + file
              + "': to record it, run once with lua.http.lock = record, or run 'lock update "
              + name(module)
              + "'");
    }
    return locked;
  }

  /** Returns what the content of a locked module must be. */
  public ExpectedContent expected(String module, LockEntry locked) {
    return new ExpectedContent(
        locked.digest(),
        locked.size(),
        "the lock file '" + file + "'",
        " of "
            + shown(module)
            + ": if the new content is meant, run 'lock update "
            + name(module)
            + "'");
  }

  /** Returns the digests that must stay in the cache while this file is in use. */
  public Set<Digest> digests() {
    Set<Digest> digests = new HashSet<>();
    for (LockEntry locked : journal.modules().values()) {
      digests.add(locked.digest());
    }
    return digests;
  }

  /** Returns the entries of all modules, sorted by name. */
  public SortedMap<String, LockEntry> modules() {
    SortedMap<String, LockEntry> modules = new TreeMap<>(journal.modules());
    modules.subMap(ROCK, AFTER_ROCKS).clear();
    return Collections.unmodifiableSortedMap(modules);
  }

  /** Returns all entries, of modules and of rocks, sorted by their keys. */
  public SortedMap<String, LockEntry> all() {
    return Collections.unmodifiableSortedMap(journal.modules());
  }

  /** Returns the entries of all rocks, sorted by their {@link #rock keys}. */
  public SortedMap<String, LockEntry> rocks() {
    return new TreeMap<>(journal.modules().subMap(ROCK, AFTER_ROCKS));
  }

  /**
   * Checks a module that was fetched, and records it if that is the mode.
   *
   * @throws IOException if it differs from the lock file, and must not run; or if the lock file
   *     can't be written
   */
  public void confirm(String module, LockEntry fetched) throws IOException {
    Optional<LockEntry> locked = find(module);
    if (locked.isPresent()) {
      check(module, locked.get(), fetched);
    } else if (mode == Mode.RECORD) {
      record(Map.of(module, fetched));
    }
  }

  private void check(String module, LockEntry locked, LockEntry fetched) throws IOException {
    try {
      expected(module, locked).verify(fetched.digest(), fetched.size());
    } catch (IntegrityException e) {
      throw new IntegrityException(
          shown(module) + " from '" + fetched.url() + "': " + e.getMessage());
    }
  }

  /**
   * Adds modules to those that others have added meanwhile. When this returns they are in the
   * journal; soon after they are in the file.
   *
   * @throws IOException if one of them is there with other bytes; none is added then
   */
  public void record(Map<String, LockEntry> added) throws IOException {
    exclusively(
        () -> {
          refresh();
          for (Map.Entry<String, LockEntry> each : added.entrySet()) {
            @Nullable LockEntry there = journal.modules().get(each.getKey());
            if (there != null) {
              check(each.getKey(), there, each.getValue());
            }
          }
          for (Map.Entry<String, LockEntry> each : new TreeMap<>(added).entrySet()) {
            if (!journal.modules().containsKey(each.getKey())) {
              journal.append(each.getKey(), each.getValue());
              recorded.put(each.getKey(), each.getValue());
            }
          }
        });
    writer.wake();
  }

  /** Reads what others wrote, and records again what they have overwritten. */
  private void refresh() throws IOException {
    journal.refresh();
    for (Map.Entry<String, LockEntry> ours : recorded.entrySet()) {
      if (!journal.modules().containsKey(ours.getKey())) {
        journal.append(ours.getKey(), ours.getValue());
      }
    }
  }

  /** Adds entries, replacing those of the same modules. */
  public void replace(Map<String, LockEntry> changed) throws IOException {
    exclusively(
        () -> {
          refresh();
          SortedMap<String, LockEntry> all = new TreeMap<>(journal.modules());
          all.putAll(changed);
          journal.write(all);
          recorded.clear();
        });
  }

  /** Writes the journal's entries to the file. */
  void flush() throws IOException {
    Path absolute = file.toAbsolutePath();
    if (absolute.getParent() != null && Files.notExists(absolute.getParent())) {
      // The folder was deleted; it is not created again for this.
      return;
    }
    exclusively(
        () -> {
          refresh();
          if (!journal.isEmpty()) {
            journal.write(journal.modules());
          }
          recorded.clear();
        });
  }

  private void exclusively(FileMutex.Work work) throws IOException {
    Path absolute = file.toAbsolutePath();
    try {
      Files.createDirectories(absolute.getParent());
      mutex.hold(LOCK_TIMEOUT_MILLIS, work);
    } catch (FileSystemException e) {
      throw FileMessages.sentence("cannot write the lock file", file, e);
    }
  }

  /** Writes what remains. Nothing is lost if that fails, since the journal has it. */
  @Override
  public void close() {
    writer.close();
  }
}
