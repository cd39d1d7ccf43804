package io.github.luasearchers.engine.live.watch;

import io.github.luasearchers.engine.live.watch.FileState.Kind;
import io.github.luasearchers.spi.FileStamp;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a file: reads it, and judges whether someone is just writing it. */
final class FileLook {

  /** An editor that empties a file before it writes it has filled it again by then. */
  private static final Duration LONGEST_EMPTY = Duration.ofSeconds(2);

  private static final int BUFFER = 1 << 14;

  /** What is there, and no file; a root as well. */
  static final FileState OTHER =
      new FileState(Kind.OTHER, Optional.empty(), 0, true, Optional.empty());

  private final Duration quiet;

  FileLook(Duration quiet) {
    this.quiet = quiet;
  }

  static FileState absent(boolean settled) {
    return new FileState(Kind.ABSENT, Optional.empty(), 0, settled, Optional.empty());
  }

  /**
   * Looks at a file.
   *
   * @param before the look before this; null if there was none, or nothing was seen
   */
  Seen look(Path file, @Nullable Seen before) {
    long now = System.nanoTime();
    try {
      Signature first = Signature.of(file);
      FileStamp stamp = FileStamp.of(file);
      if (!stamp.isRegularFile()) {
        return new Seen(OTHER, stamp, first, now);
      }
      return read(file, stamp, first, before, now);
    } catch (NoSuchFileException e) {
      return gone(before, now);
    } catch (IOException e) {
      return KnownFolder.isBelowFile(file) ? gone(before, now) : unreadable(file, e, before, now);
    }
  }

  private Seen read(Path file, FileStamp stamp, Signature first, @Nullable Seen before, long now)
      throws IOException {
    MessageDigest digest = sha256();
    long size;
    try {
      size = digest(file, digest);
    } catch (FileNotFoundException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return new Seen(absent(false), null, null, now);
    }
    @Nullable Signature last = Signature.orNull(file);
    long since = before != null && first.isSame(before.signature()) ? before.since() : now;
    boolean settled =
        first.isSame(last)
            && isOld(first, since, now, quiet)
            && (size > 0 || isOld(first, since, now, LONGEST_EMPTY));
    String hex = HexFormat.of().formatHex(digest.digest());
    FileState state = new FileState(Kind.FILE, Optional.of(hex), size, settled, Optional.empty());
    return new Seen(state, stamp, last, since);
  }

  /** Goes by what was seen itself where the file's own time tells nothing. */
  private static boolean isOld(Signature signature, long since, long now, Duration age) {
    return signature.isOlderThan(age) || now - since >= age.toNanos();
  }

  /** Not by a channel, whose reads end when the thread is interrupted. */
  private static long digest(Path file, MessageDigest digest) throws IOException {
    long size = 0;
    try (InputStream in = new FileInputStream(file.toFile())) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        size += n;
      }
    }
    return size;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every platform has it
    }
  }

  /** What was there a moment ago may be about to be replaced. */
  private Seen gone(@Nullable Seen before, long now) {
    if (before == null) {
      return new Seen(absent(true), null, null, now);
    }
    long since = since(Kind.ABSENT, before, now);
    return new Seen(absent(now - since >= quiet.toNanos()), null, null, since);
  }

  /** What vanished when it was opened, and is there again, is not to be told from one refused. */
  private Seen unreadable(Path file, IOException problem, @Nullable Seen before, long now) {
    String message =
        problem instanceof AccessDeniedException
            ? file + " (Permission denied)"
            : String.valueOf(problem.getMessage());
    long since = since(Kind.UNREADABLE, before, now);
    boolean settled = now - since >= quiet.toNanos();
    FileState state =
        new FileState(Kind.UNREADABLE, Optional.empty(), 0, settled, Optional.of(message));
    return new Seen(state, null, null, since);
  }

  private static long since(Kind kind, @Nullable Seen before, long now) {
    return before != null && before.state().kind() == kind ? before.since() : now;
  }
}
