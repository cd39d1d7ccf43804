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
 * The file that pins modules to their bytes and to where these came from. What it names is never
 * replaced by a run: whoever wants another version says {@code lock update}. Any number of threads
 * may use it, and any number of processes record to one file.
 */
public final class LockFile implements AutoCloseable {

  /** What is done with modules that a lock file names, and with those that it doesn't. */
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

  /** How long others may take to record: each takes milliseconds. */
  private static final long PATIENCE_MILLIS = 10_000;

  private final Mode mode;
  private final Path file;
  private final LockJournal journal;
  private final FileMutex mutex;
  private final LockWriter writer = new LockWriter(this);

  /** What this run has recorded, and is not yet in the file. */
  private final Map<String, Locked> recorded = new HashMap<>();

  private LockFile(Mode mode, Path file) {
    this.mode = mode;
    this.file = file;
    Path whole = file.toAbsolutePath();
    this.journal = new LockJournal(whole);
    this.mutex = new FileMutex(whole.resolveSibling("." + whole.getFileName() + ".lock"));
  }

  /**
   * Tells whether there is such a file, or the journal of one that a kill kept from being written.
   */
  static boolean isThere(Path file) throws IOException {
    return Files.exists(file) || LockJournal.isThere(file.toAbsolutePath());
  }

  /**
   * Reads a lock file.
   *
   * @param signatures who must have signed it, in the file of the same name with {@code .sig}
   * @throws IOException if it can't be read, is malformed, or not signed as it should be; if there
   *     is none, and it isn't about to be recorded
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
    if (lock.modules().isEmpty() && mode != Mode.RECORD && Files.notExists(file)) {
      throw new IOException(
          "there is no lock file '" + file + "': record one first, by the mode 'record'");
    }
    return lock;
  }

  /** Reads the file and nothing beside it, for nobody has signed a journal. */
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
      throw FileReasons.sentence("cannot read the lock file", file, e);
    }
  }

  static SortedMap<String, Locked> parse(Path file, byte[] content) throws IOException {
    SortedMap<String, Locked> modules = new TreeMap<>();
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
                    case "modules" -> in.object(name -> modules.put(name, Locked.read(in)));
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

  static byte[] toBytes(SortedMap<String, Locked> modules) {
    JsonLines lines = new JsonLines();
    modules.forEach((name, locked) -> lines.object(name, locked.toJson()));
    return new JsonLines().number("format", FORMAT).lines("modules", lines).toBytes();
  }

  public Mode mode() {
    return mode;
  }

  /**
   * Returns what is locked of a module.
   *
   * @throws IOException if nothing is, and there may be no such module
   */
  public Optional<Locked> find(String module) throws IOException {
    Optional<Locked> locked = Optional.ofNullable(journal.modules().get(module));
    if (locked.isEmpty() && mode == Mode.FROZEN) {
      throw new IOException(
          "module '"
              + module
              + "' is not in the lock file '"
              + file
              + "': to record it, run once with lua.http.lock = record, or run 'lock update "
              + module
              + "'");
    }
    return locked;
  }

  /** Returns what a module that is locked must be. */
  public Expected expected(String module, Locked locked) {
    return new Expected(
        locked.digest(),
        locked.size(),
        "the lock file '" + file + "'",
        " of module '"
            + module
            + "': if the new content is meant, run 'lock update "
            + module
            + "'");
  }

  /** Returns what must not be forgotten as long as this file is in use. */
  public Set<Digest> digests() {
    Set<Digest> digests = new HashSet<>();
    for (Locked locked : journal.modules().values()) {
      digests.add(locked.digest());
    }
    return digests;
  }

  /** Returns all of it, sorted by the modules' names. */
  public SortedMap<String, Locked> modules() {
    return Collections.unmodifiableSortedMap(journal.modules());
  }

  /**
   * Has the last word on a module that was fetched, and records it if that is the mode.
   *
   * @throws IOException if the lock file says otherwise, and then the bytes must not run; or if it
   *     can't be written
   */
  public void confirm(String module, Locked fetched) throws IOException {
    Optional<Locked> locked = find(module);
    if (locked.isPresent()) {
      check(module, locked.get(), fetched);
    } else if (mode == Mode.RECORD) {
      record(Map.of(module, fetched));
    }
  }

  private void check(String module, Locked locked, Locked fetched) throws IOException {
    try {
      expected(module, locked).verify(fetched.digest(), fetched.size());
    } catch (IntegrityException e) {
      throw new IntegrityException(
          "module '" + module + "' from '" + fetched.url() + "': " + e.getMessage());
    }
  }

  /**
   * Adds modules, beside what others have added meanwhile. They are safe when this returns, and in
   * the file soon after.
   *
   * @throws IOException if one of them is there with other bytes, and then none is added
   */
  public void record(Map<String, Locked> added) throws IOException {
    alone(
        () -> {
          refresh();
          for (Map.Entry<String, Locked> each : added.entrySet()) {
            @Nullable Locked there = journal.modules().get(each.getKey());
            if (there != null) {
              check(each.getKey(), there, each.getValue());
            }
          }
          for (Map.Entry<String, Locked> each : new TreeMap<>(added).entrySet()) {
            if (!journal.modules().containsKey(each.getKey())) {
              journal.append(each.getKey(), each.getValue());
              recorded.put(each.getKey(), each.getValue());
            }
          }
        });
    writer.wake();
  }

  /** Reads what others wrote, and records again what of ours they have written over. */
  private void refresh() throws IOException {
    journal.refresh();
    for (Map.Entry<String, Locked> ours : recorded.entrySet()) {
      if (!journal.modules().containsKey(ours.getKey())) {
        journal.append(ours.getKey(), ours.getValue());
      }
    }
  }

  /** Puts modules in the place of those that are there. */
  public void replace(Map<String, Locked> changed) throws IOException {
    alone(
        () -> {
          refresh();
          SortedMap<String, Locked> all = new TreeMap<>(journal.modules());
          all.putAll(changed);
          journal.write(all);
          recorded.clear();
        });
  }

  /** Writes the file, if there is anything that it lacks. */
  void flush() throws IOException {
    Path whole = file.toAbsolutePath();
    if (whole.getParent() != null && Files.notExists(whole.getParent())) {
      // The whole folder was deleted, and is not made anew for this.
      return;
    }
    alone(
        () -> {
          refresh();
          if (!journal.isEmpty()) {
            journal.write(journal.modules());
          }
          recorded.clear();
        });
  }

  private void alone(FileMutex.Work work) throws IOException {
    Path whole = file.toAbsolutePath();
    try {
      Files.createDirectories(whole.getParent());
      mutex.hold(PATIENCE_MILLIS, work);
    } catch (FileSystemException e) {
      throw FileReasons.sentence("cannot write the lock file", file, e);
    }
  }

  /** Writes what is left to write; nothing is lost if that fails, for the journal has it. */
  @Override
  public void close() {
    writer.close();
  }
}
