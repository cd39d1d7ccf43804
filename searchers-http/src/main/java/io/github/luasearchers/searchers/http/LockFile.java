package io.github.luasearchers.searchers.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
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
 * replaced: whoever wants another version deletes the line. Any number of threads may use it, and
 * any number of processes record to one file.
 */
final class LockFile {

  /** What is done with modules that a lock file names, and with those that it doesn't. */
  enum Mode {
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

  private static final LockFile OFF = new LockFile(Mode.OFF, null, new TreeMap<>());

  private final Mode mode;
  private final @Nullable Path file;
  private volatile SortedMap<String, Locked> modules;

  private LockFile(Mode mode, @Nullable Path file, SortedMap<String, Locked> modules) {
    this.mode = mode;
    this.file = file;
    this.modules = modules;
  }

  /** Returns the lock file of those who have none. */
  static LockFile off() {
    return OFF;
  }

  /**
   * Reads a lock file.
   *
   * @param signatures who must have signed it, in the file of the same name with {@code .sig}
   * @throws IOException if it can't be read, is malformed, or not signed as it should be; if there
   *     is none, and it isn't about to be recorded
   */
  static LockFile open(Path file, Mode mode, Optional<Signatures> signatures) throws IOException {
    if (mode == Mode.OFF) {
      return OFF;
    }
    if (mode == Mode.RECORD && signatures.isPresent()) {
      throw new IOException(
          "lock file '" + file + "' must be signed, and so nothing can be recorded to it");
    }
    byte @Nullable [] content = content(file);
    if (content == null && mode != Mode.RECORD) {
      throw new IOException(
          "there is no lock file '" + file + "': record one first, by the mode 'record'");
    }
    if (content != null && signatures.isPresent()) {
      byte @Nullable [] signature = content(file.resolveSibling(file.getFileName() + ".sig"));
      signatures.get().check(file.toString(), content, Optional.ofNullable(signature));
    }
    return new LockFile(mode, file, content == null ? new TreeMap<>() : parse(file, content));
  }

  private static byte @Nullable [] content(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static SortedMap<String, Locked> parse(Path file, byte[] content) throws IOException {
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
                    default -> throw in.error("a lock file has no '" + key + "'");
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

  Mode mode() {
    return mode;
  }

  /**
   * Returns what is locked of a module.
   *
   * @throws IOException if nothing is, and there may be no such module
   */
  Optional<Locked> find(String module) throws IOException {
    Optional<Locked> locked = Optional.ofNullable(modules.get(module));
    if (locked.isEmpty() && mode == Mode.FROZEN) {
      throw new IOException("module '" + module + "' is not in the lockfile '" + file + "'");
    }
    return locked;
  }

  /** Returns what must not be forgotten as long as this file is in use. */
  Set<Digest> digests() {
    Set<Digest> digests = new HashSet<>();
    for (Locked locked : modules.values()) {
      digests.add(locked.digest());
    }
    return digests;
  }

  /** Returns all of it, sorted by the modules' names. */
  SortedMap<String, Locked> modules() {
    return Collections.unmodifiableSortedMap(modules);
  }

  /**
   * Has the last word on a module that was fetched, and records it if that is the mode.
   *
   * @throws IOException if the lock file says otherwise, and then the bytes must not run; or if it
   *     can't be written
   */
  void confirm(String module, Locked fetched) throws IOException {
    Optional<Locked> locked = find(module);
    if (locked.isPresent()) {
      check(module, locked.get(), fetched);
    } else if (mode == Mode.RECORD) {
      record(Map.of(module, fetched));
    }
  }

  private void check(String module, Locked locked, Locked fetched) throws IOException {
    if (!locked.digest().equals(fetched.digest())) {
      throw new IOException(
          "module '"
              + module
              + "' from '"
              + fetched.url()
              + "' has "
              + fetched.digest()
              + ", and the lockfile '"
              + file
              + "' has "
              + locked.digest());
    }
  }

  /**
   * Adds modules to the file, beside what others have added meanwhile.
   *
   * @throws IOException if one of them is there with other bytes, and then none is added
   */
  void record(Map<String, Locked> added) throws IOException {
    if (file == null) {
      throw new IllegalStateException("there is no lock file");
    }
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    new FileMutex(target.resolveSibling("." + target.getFileName() + ".lock"))
        .hold(PATIENCE_MILLIS, () -> merge(target, added));
  }

  private void merge(Path target, Map<String, Locked> added) throws IOException {
    byte @Nullable [] content = content(target);
    SortedMap<String, Locked> merged = content == null ? new TreeMap<>() : parse(target, content);
    for (Map.Entry<String, Locked> each : added.entrySet()) {
      @Nullable Locked there = merged.putIfAbsent(each.getKey(), each.getValue());
      if (there != null) {
        check(each.getKey(), there, each.getValue());
      }
    }
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "-" + AtomicFiles.temporaryName());
    AtomicFiles.write(temporary, target, toBytes(merged));
    modules = merged;
  }

  private static byte[] toBytes(SortedMap<String, Locked> modules) {
    JsonLines lines = new JsonLines();
    modules.forEach((name, locked) -> lines.object(name, locked.toJson()));
    return new JsonLines().number("format", FORMAT).lines("modules", lines).toBytes();
  }
}
