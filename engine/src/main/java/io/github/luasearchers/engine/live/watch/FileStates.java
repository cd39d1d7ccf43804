package io.github.luasearchers.engine.live.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What files are now, by their content. A file is read when it was not seen before, or its stamp
 * differs or doesn't count; a thousand unchanged ones take about two milliseconds. Whoever loaded a
 * file compares what it loaded with {@link FileState#sha256}: a file that was only touched has the
 * same.
 *
 * <p>Safe for threads.
 *
 * @since 0.1.0
 */
public final class FileStates {

  private static final FileState ABSENT = FileLook.absent(true);

  private final FileLook looks;
  private final KnownFolders folders = new KnownFolders(new Mounts());
  private final Map<Path, Seen> seen = new HashMap<>();

  /**
   * Knows no file yet.
   *
   * @param quiet how long ago a file must have changed to be settled
   */
  public FileStates(Duration quiet) {
    looks = new FileLook(quiet);
  }

  /** Looks at a file. Links are followed. */
  public synchronized FileState look(Path file) {
    folders.begin();
    return lookNow(file);
  }

  /** Looks at many files, and returns their states in the same order. */
  public synchronized List<FileState> look(Collection<Path> files) {
    folders.begin();
    List<FileState> states = new ArrayList<>(files.size());
    for (Path file : files) {
      states.add(lookNow(file));
    }
    return states;
  }

  /** Forgets all files but some; whoever asks for one again has it read again. */
  public synchronized void keepOnly(Collection<Path> files) {
    seen.keySet().retainAll(new HashSet<>(files));
  }

  private FileState lookNow(Path file) {
    @Nullable Seen before = seen.get(file);
    if (before != null && before.isCurrent()) {
      return before.state();
    }
    // Before the file, so that what appears between the two looks is looked at again.
    if (before == null && isInNoFolder(file)) {
      return ABSENT;
    }
    Seen now = looks.look(file, before);
    if (now.state().equals(ABSENT)) {
      seen.remove(file); // so that its folder tells of it from now on
      return ABSENT;
    }
    if (before != null && now.state().equals(before.state())) {
      now = now.with(before.state());
    }
    seen.put(file, now);
    return now.state();
  }

  /** Tells whether the names in a file's folder are known, and its own is not among them. */
  private boolean isInNoFolder(Path file) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    return folder != null
        && name != null
        && folders.at(folder).kind(name) == KnownFolder.Kind.ABSENT;
  }
}
