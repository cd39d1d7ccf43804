package io.github.luasearchers.engine.live.watch;

import io.github.luasearchers.engine.live.watch.Places.Place;
import java.nio.file.Path;
import java.time.Duration;
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
  private final Places places = new Places(file -> true);
  private final Map<Path, Seen> seen = new HashMap<>();
  private List<@Nullable Place> grouped = List.of();
  private List<FolderGroup> groups = List.of();

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
    @Nullable Seen before = seen.get(file);
    return before != null && before.isCurrent() ? before.state() : lookAnew(file, before);
  }

  /**
   * Looks at many files, and returns their states in the same order. It is quickest if asked again
   * for the same collection, which then must not have changed.
   */
  public synchronized List<FileState> look(Collection<Path> files) {
    folders.begin();
    List<@Nullable Place> all = places.of(files);
    if (all != grouped) {
      grouped = all;
      groups = FolderGroup.of(all);
    }
    FileState[] states = new FileState[all.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = all.get(i) == null ? FileLook.OTHER : ABSENT;
    }
    for (FolderGroup group : groups) {
      group.look(folders, this::look, states);
    }
    return List.of(states);
  }

  /** Forgets all files but some; whoever asks for one again has it read again. */
  public synchronized void keepOnly(Collection<Path> files) {
    seen.keySet().retainAll(new HashSet<>(files));
  }

  private FileState look(Place place) {
    @Nullable Seen before = seen.get(place.file());
    if (before != null && before.isCurrent()) {
      return before.state();
    }
    boolean absent = before == null && isKnownAsAbsent(place);
    return absent ? ABSENT : lookAnew(place.file(), before);
  }

  private FileState lookAnew(Path file, @Nullable Seen before) {
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
  private boolean isKnownAsAbsent(Place place) {
    return folders.at(place.folder()).kind(place.name()) == KnownFolder.Kind.ABSENT;
  }
}
