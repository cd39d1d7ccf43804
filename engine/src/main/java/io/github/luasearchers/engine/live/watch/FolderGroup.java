package io.github.luasearchers.engine.live.watch;

import io.github.luasearchers.engine.live.watch.Places.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Those of many paths that are in one folder. As long as the folder is as it was, only those are
 * looked at that are more than an unused name in it.
 */
final class FolderGroup {

  /** A path, and its index among all. */
  private record Item(int index, Place place) {}

  private final Path folder;
  private final List<Item> all = new ArrayList<>();
  private List<Item> rest = all;
  private @Nullable KnownFolder then;

  private FolderGroup(Path folder) {
    this.folder = folder;
  }

  /** Groups paths by their folders. A root is in none, and in no group. */
  static List<FolderGroup> of(List<@Nullable Place> places) {
    Map<Path, FolderGroup> groups = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      @Nullable Place place = places.get(i);
      if (place != null) {
        groups.computeIfAbsent(place.folder(), FolderGroup::new).all.add(new Item(i, place));
      }
    }
    return List.copyOf(groups.values());
  }

  /**
   * Looks at the paths.
   *
   * @param look looks at one of them
   * @param states gets what was seen; has what absent paths have
   */
  void look(KnownFolders folders, Function<Place, FileState> look, FileState[] states) {
    KnownFolder now = folders.at(folder);
    boolean same = now == then;
    List<Item> present = new ArrayList<>();
    for (Item item : same ? rest : all) {
      FileState absent = states[item.index()];
      FileState state = look.apply(item.place());
      states[item.index()] = state;
      if (state != absent || now.kind(item.place().name()) != KnownFolder.Kind.ABSENT) {
        present.add(item);
      }
    }
    rest = present;
    then = now;
  }
}
