package io.github.luasearchers.engine.live.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The modules in folders, by the segments of their names, whatever place they came from. A folder
 * that has more in it than a picture can show keeps those that have the most requires to and from
 * them, and gets a folder for the rest.
 */
final class Folders {

  static final int ROOT = 0;

  /** What a folder may have directly in it, so that it can be opened in a view of its own kind. */
  static final int MOST = 30;

  private static final int DEEPEST = 8;

  private final Graph graph;
  private final List<Folder> all = new ArrayList<>();
  private final List<Integer> parents = new ArrayList<>();
  private final int[] folderOf;

  private Folders(Graph graph) {
    this.graph = graph;
    folderOf = new int[graph.size()];
  }

  static Folders of(Graph graph) {
    Folders folders = new Folders(graph);
    Folder root = new Folder("", "");
    for (int i = 0; i < graph.size(); i++) {
      home(root, graph.name(i)).modules.add(i);
    }
    root.settle();
    folders.take(root, -1);
    return folders;
  }

  /** Returns the folder for a name: one of the name's own if there are modules below it. */
  private static Folder home(Folder root, String name) {
    Folder folder = root;
    int begin = 0;
    for (int depth = 0; depth < DEEPEST; depth++) {
      int end = begin;
      while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '/') {
        end++;
      }
      if (end == begin) {
        break;
      }
      folder = folder.below(name.substring(begin, end), name.substring(0, end));
      if (end >= name.length() - 1) {
        break;
      }
      begin = end + 1;
    }
    return folder;
  }

  private void take(Folder folder, int parent) {
    int number = all.size();
    all.add(folder);
    parents.add(parent);
    folder.modules.sort(Comparator.comparing(graph::name));
    if (folder.size() > MOST) {
      split(folder);
    }
    for (int module : folder.modules) {
      folderOf[module] = number;
    }
    for (Folder each : folder.folders) {
      take(each, number);
    }
  }

  /** Moves the least connected of a folder's content into folders of their own. */
  private void split(Folder folder) {
    List<Object> content = new ArrayList<>();
    content.addAll(folder.folders);
    content.addAll(folder.modules);
    content.sort(Comparator.comparing(each -> -weight(each)));
    folder.folders.clear();
    folder.modules.clear();
    content.subList(0, MOST - 1).forEach(each -> put(each, folder));
    List<Object> left = content.subList(MOST - 1, content.size());
    Folder rest = Folder.rest(folder.prefix, left.stream().mapToInt(Folders::modules).sum());
    left.forEach(each -> put(each, rest));
    order(folder);
    order(rest);
    if (rest.size() > MOST) {
      range(rest);
    }
    folder.folders.add(rest);
  }

  /** Divides what is left, which may be much, by the alphabet. */
  private void range(Folder rest) {
    List<Object> content = new ArrayList<>();
    content.addAll(rest.folders);
    content.addAll(rest.modules);
    content.sort(Comparator.comparing(each -> name(each, rest.prefix)));
    rest.folders.clear();
    rest.modules.clear();
    int parts = Math.min(MOST, (content.size() + MOST - 1) / MOST);
    for (int i = 0; i < parts; i++) {
      int from = content.size() * i / parts;
      int to = content.size() * (i + 1) / parts;
      String label =
          name(content.get(from), rest.prefix) + " … " + name(content.get(to - 1), rest.prefix);
      Folder part = new Folder(rest.prefix, label);
      content.subList(from, to).forEach(each -> put(each, part));
      rest.folders.add(part);
    }
  }

  private static void put(Object content, Folder into) {
    if (content instanceof Folder folder) {
      into.folders.add(folder);
    } else {
      into.modules.add((Integer) content);
    }
  }

  private static int modules(Object content) {
    List<Integer> modules = new ArrayList<>();
    if (content instanceof Folder folder) {
      folder.collect(modules);
      return modules.size();
    }
    return 1;
  }

  private void order(Folder folder) {
    folder.folders.sort(Comparator.comparing(each -> each.label));
    folder.modules.sort(Comparator.comparing(graph::name));
  }

  private String name(Object content, String prefix) {
    return content instanceof Folder folder
        ? folder.label
        : Folder.within(prefix, graph.name((Integer) content));
  }

  /** A folder weighs all that its modules weigh, for it hides them all. */
  private int weight(Object content) {
    if (content instanceof Folder folder) {
      List<Integer> modules = new ArrayList<>();
      folder.collect(modules);
      return modules.stream().mapToInt(this::weight).sum() + modules.size();
    }
    int module = (Integer) content;
    return graph.requires(module).length + graph.requiredBy(module).length;
  }

  /** Returns the folders, each after the one that it is in; the first one is the root. */
  List<Folder> all() {
    return all;
  }

  /** Returns the number of the folder that a folder is in, -1 for the root. */
  int parent(int folder) {
    return parents.get(folder);
  }

  /** Returns the numbers of the folders that are directly in one. */
  List<Integer> within(int folder) {
    return IntStream.range(folder + 1, all.size())
        .filter(each -> parents.get(each) == folder)
        .boxed()
        .toList();
  }

  /** Returns the modules in a folder and below it. */
  List<Integer> modulesBelow(int folder) {
    List<Integer> modules = new ArrayList<>();
    all.get(folder).collect(modules);
    return modules;
  }

  /** Returns the number of the folder that a module is in. */
  int folderOf(int module) {
    return folderOf[module];
  }

  /** Returns a module's name in the picture, within its folder. */
  String label(int module) {
    return Folder.within(all.get(folderOf[module]).prefix, graph.name(module));
  }
}
