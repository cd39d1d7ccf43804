package io.github.luasearchers.engine.require;

import java.util.List;
import java.util.Map;

/** All that one engine finds and loads modules with. A script that requires none has none of it. */
final class Finder {

  private final Platform platform;
  private final SourceLoader loader;
  private final Libraries libraries;

  /** Keeps the discovery of this class loader alive as long as there is an engine that uses it. */
  private final Discovery discovery;

  private final LeftOut leftOut;
  private List<SearcherFunction> searchers = List.of();
  private boolean searchersClose;

  Finder(PackageLibrary library, Platform platform) {
    this.platform = platform;
    loader = new SourceLoader(library.lua());
    discovery = Discovery.of(library.options().classLoader());
    leftOut = new LeftOut(discovery);
    libraries = new Libraries(library, discovery, leftOut);
  }

  /**
   * Makes the searchers in their order.
   *
   * @throws IllegalArgumentException if a setting can't be used; the message is for the user
   */
  void open(PackageLibrary library) {
    searchers = Searchers.create(library, discovery, leftOut);
    for (SearcherFunction function : searchers) {
      searchersClose |= Closing.matters(function.searcher());
    }
  }

  Platform platform() {
    return platform;
  }

  SourceLoader loader() {
    return loader;
  }

  Libraries libraries() {
    return libraries;
  }

  Discovery discovery() {
    return discovery;
  }

  LeftOut leftOut() {
    return leftOut;
  }

  List<SearcherFunction> searchers() {
    return searchers;
  }

  /** Tells whether there is anything to close: a searcher that says how, or a library. */
  boolean holdsResources() {
    return searchersClose || !libraries.isEmpty();
  }

  /** Closes the searchers and the libraries, each once. */
  void close() {
    Map<String, AutoCloseable> all = libraries.release();
    for (SearcherFunction searcher : searchers) {
      all.put("the searcher '" + searcher.name() + "'", searcher.searcher());
    }
    searchers = List.of();
    Closing.closeAll(all);
  }
}
