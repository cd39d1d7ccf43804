package io.github.luasearchers.spi;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What tells a file or folder from what it was before: as long as its stamp is the same and counts,
 * so is its content.
 *
 * <p>Size and modification time don't tell: {@code rsync -t}, {@code cp -p} and {@code tar} set the
 * one time that programs may choose. The time at which a file's data or status last changed is the
 * system's own, and so a stamp counts only where the system tells that time. Within one step of its
 * clock, which may be as long as 2 s, two changes have the same time: a stamp counts only if it was
 * read later than that. A change in the future was dated by another clock than this machine's, and
 * never counts. Who has a stamp that doesn't count looks at the content itself.
 *
 * <p>A stamp never changes; any thread may use it.
 *
 * @since 0.1.0
 */
public final class FileStamp {

  private static final long CLOCK_STEP_MILLIS = 2000;

  /** Whether the system tells when a file changed: its Unix view has it, and no other. */
  private static final boolean TELLS_CHANGE =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  /**
   * What tells a file from what it was. The change time would do, but a link may come to lead to a
   * file that was changed at the same tick of the clock, and there are file systems that pass the
   * modification time off as it. Each costs a tenth of the look at the file.
   */
  private static final String CHANGING = "unix:ctime,ino,size";

  /** What a file is asked for at first. It can't become a folder, or a pipe, without a change. */
  private static final String ALL =
      (TELLS_CHANGE ? CHANGING + "," : "") + "isRegularFile,isDirectory";

  private final Path file;
  private final Map<String, Object> attributes;
  private final boolean counts;

  private FileStamp(Path file, Map<String, Object> attributes, long now) {
    this.file = file;
    this.attributes = attributes;
    counts =
        attributes.get("ctime") instanceof FileTime changed
            && changed.toMillis() != 0 // as where a file system has no such time
            && now - changed.toMillis() >= CLOCK_STEP_MILLIS
            && (isRegularFile() || isDirectory());
  }

  /**
   * Returns the stamp that a file or folder has now. Links are followed.
   *
   * @throws IOException if it isn't there, or can't be looked at
   * @throws NullPointerException if the file is null
   */
  public static FileStamp of(Path file) throws IOException {
    // The clock first: what happens between the two looks must not make the file seem older.
    long now = System.currentTimeMillis();
    return new FileStamp(file, Files.readAttributes(file, ALL), now);
  }

  /** Returns the file, as it was named. */
  public Path file() {
    return file;
  }

  /** Tells whether it is a regular file. Doesn't look again. */
  public boolean isRegularFile() {
    return is("isRegularFile");
  }

  /** Tells whether it is a folder. Doesn't look again. */
  public boolean isDirectory() {
    return is("isDirectory");
  }

  private boolean is(String attribute) {
    return Boolean.TRUE.equals(attributes.get(attribute));
  }

  /**
   * Tells whether this stamp counts and the file has it still. Asked once the content was read, it
   * says that what was read is what the stamp stands for. A file that can't be looked at is not
   * current; nothing is thrown.
   */
  public boolean isCurrent() {
    if (!counts) {
      return false;
    }
    try {
      Map<String, Object> now = Files.readAttributes(file, CHANGING);
      return same(now, "ctime") && same(now, "ino") && same(now, "size");
    } catch (IOException e) {
      return false;
    }
  }

  private boolean same(Map<String, Object> now, String attribute) {
    return Objects.equals(now.get(attribute), attributes.get(attribute));
  }

  /** Returns the stamp as text, for {@link SearchResult.Source}; nothing if it doesn't count. */
  public Optional<String> text() {
    return counts
        ? Optional.of(attributes.get("size") + " " + nanos("ctime") + " " + attributes.get("ino"))
        : Optional.empty();
  }

  private long nanos(String time) {
    return attributes.get(time) instanceof FileTime known ? known.to(NANOSECONDS) : 0;
  }
}
