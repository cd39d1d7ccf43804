package io.github.luasearchers.engine.live.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A folder of modules while the tree of them is made. */
final class Folder {

  /** What the names of all its modules begin with; that of the root is empty. */
  final String prefix;

  /** Its name in the picture, within its parent. */
  final String label;

  /** Whether its label says already how much is in it. */
  final boolean isRest;

  final List<Folder> folders = new ArrayList<>();
  final List<Integer> modules = new ArrayList<>();
  private final Map<String, Folder> bySegment = new TreeMap<>();

  Folder(String prefix, String label) {
    this(prefix, label, false);
  }

  private Folder(String prefix, String label, boolean isRest) {
    this.prefix = prefix;
    this.label = label;
    this.isRest = isRest;
  }

  /** Makes a folder for what is too much for one. */
  static Folder rest(String prefix, int modules) {
    return new Folder(prefix, modules + " more", true);
  }

  /** Returns the folder below for a segment of names, which may be new. */
  Folder below(String segment, String itsPrefix) {
    return bySegment.computeIfAbsent(segment, key -> new Folder(itsPrefix, key));
  }

  /** Takes the folders below over into the list, without those that say nothing. */
  void settle() {
    for (Folder each : bySegment.values()) {
      each.settle();
      if (each.folders.isEmpty() && each.modules.size() == 1) {
        modules.addAll(each.modules);
      } else if (each.modules.isEmpty() && each.folders.size() == 1) {
        folders.add(each.folders.get(0).under(prefix));
      } else {
        folders.add(each);
      }
    }
    bySegment.clear();
  }

  /** Returns this folder as one that stands in another than its own parent. */
  private Folder under(String parent) {
    Folder moved = new Folder(prefix, within(parent, prefix));
    moved.folders.addAll(folders);
    moved.modules.addAll(modules);
    return moved;
  }

  /** Returns how a name is called in a folder. */
  static String within(String prefix, String name) {
    int length = prefix.isEmpty() ? 0 : prefix.length() + 1;
    return name.length() > length ? name.substring(length) : name;
  }

  int size() {
    return folders.size() + modules.size();
  }

  /** Adds all modules in it and below it to a list. */
  void collect(List<Integer> all) {
    all.addAll(modules);
    for (Folder each : folders) {
      each.collect(all);
    }
  }
}
