package io.github.luasearchers.searchers.http.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.luasearchers.searchers.http.cache.AtomicFiles;
import io.github.luasearchers.searchers.http.cache.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A lock file with its journal of what was recorded since the file was written. Recording a module
 * appends one line to the journal; the lock file itself is written atomically, from time to time
 * and at the end. So a process may be killed at any time: no reader sees half a lock file, and what
 * was recorded is in the file or in the journal, which every reader reads as well.
 *
 * <p>The journal's first line has the digest of the lock file that it continues. If something else
 * has written that file, such as a version control system, the journal is ignored. The other lines
 * are JSON. A last line without its end was cut off by a kill, before its module ran.
 *
 * <p>All methods are called with the lock of {@link LockFile} held, so by one thread and one
 * process at a time.
 */
final class LockJournal {

  private static final int NONCE_BYTES = 8;

  private final Path file;
  private final Path journal;
  private volatile SortedMap<String, LockEntry> modules = new ConcurrentSkipListMap<>();

  /** The state of the lock file when it was read, and its digest. */
  private @Nullable Object stamp;

  private String digest = "";

  /** The first line of the journal when it was read, and how many bytes were read. */
  private String head = "";

  private long read;

  LockJournal(Path file) {
    this.file = file;
    this.journal = file.resolveSibling("." + file.getFileName() + ".journal");
  }

  /** Tells whether modules were recorded and no lock file is there yet. */
  static boolean isThere(Path file) throws IOException {
    LockJournal made = new LockJournal(file);
    if (Files.notExists(made.journal)) {
      return false;
    }
    made.refresh();
    return !made.modules.isEmpty();
  }

  /** Returns what was read last. Any thread may read it. */
  SortedMap<String, LockEntry> modules() {
    return modules;
  }

  boolean isEmpty() {
    return read == 0;
  }

  /**
   * Reads what has changed since the last time. When the file is opened the lock is not held, and
   * another process may write meanwhile: then all of it is read again.
   *
   * @throws IOException if it can't be read, or is malformed
   */
  void refresh() throws IOException {
    SortedMap<String, LockEntry> all = modules;
    for (boolean known = false; !known; ) {
      @Nullable Object now = stamp(file);
      if (digest.isEmpty() || !Objects.equals(now, stamp)) {
        all = readFile();
        stamp = now;
      }
      readJournal(all);
      known = Objects.equals(now, stamp(file));
    }
    modules = all;
  }

  private SortedMap<String, LockEntry> readFile() throws IOException {
    byte @Nullable [] content = LockFile.content(file);
    digest = Digest.of(content == null ? new byte[0] : content).hex();
    head = "";
    read = 0;
    return content == null
        ? new ConcurrentSkipListMap<>()
        : new ConcurrentSkipListMap<>(LockFile.parse(file, content));
  }

  private static @Nullable Object stamp(Path file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Arrays.asList(now.size(), now.lastModifiedTime(), now.fileKey());
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw FileMessages.sentence("cannot read the lock file", file, e);
    }
  }

  private void readJournal(SortedMap<String, LockEntry> all) throws IOException {
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ)) {
      String line = new String(bytes(channel, 0, headLength()), UTF_8);
      if (!line.startsWith(digest) || line.length() < headLength()) {
        return;
      }
      if (!line.equals(head)) {
        head = line;
        read = headLength();
      }
      byte[] rest = bytes(channel, read, (int) Math.max(0, channel.size() - read));
      int start = 0;
      for (int i = 0; i < rest.length; i++) {
        if (rest[i] == '\n') {
          add(Arrays.copyOfRange(rest, start, i), all);
          start = i + 1;
        }
      }
      read += start;
    } catch (NoSuchFileException e) {
      // Nothing has been recorded.
    }
  }

  private static byte[] bytes(FileChannel channel, long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
      // Until it is full, or the file ends.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private void add(byte[] line, SortedMap<String, LockEntry> all) throws IOException {
    JsonInput.read(
        journal.toString(),
        line,
        in -> in.object(name -> all.putIfAbsent(name, LockEntry.read(in, LockFile.isRock(name)))));
  }

  private int headLength() {
    return digest.length() + 2 * NONCE_BYTES + 2;
  }

  /** Adds one module; {@link #refresh} was called before. */
  void append(String name, LockEntry locked) throws IOException {
    boolean first = head.isEmpty();
    if (first) {
      byte[] nonce = new byte[NONCE_BYTES];
      ThreadLocalRandom.current().nextBytes(nonce);
      head = digest + ' ' + HexFormat.of().formatHex(nonce) + '\n';
      read = 0;
    }
    String line = new JsonLines().object(name, locked.toJson()).inOneLine() + '\n';
    byte[] bytes = ((first ? head : "") + line).getBytes(UTF_8);
    try (FileChannel channel =
        FileChannel.open(journal, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // The rest belongs to another lock file, or was cut off.
      channel.truncate(read);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer, read + buffer.position());
      }
    }
    read += bytes.length;
    modules.put(name, locked);
  }

  /** Writes the lock file, and deletes the journal, which belongs to the previous one. */
  void write(SortedMap<String, LockEntry> content) throws IOException {
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "-" + AtomicFiles.temporaryName());
    byte[] bytes = LockFile.toBytes(content);
    AtomicFiles.write(temporary, file, bytes);
    Files.deleteIfExists(journal);
    modules = new ConcurrentSkipListMap<>(content);
    stamp = stamp(file);
    digest = Digest.of(bytes).hex();
    head = "";
    read = 0;
  }
}
