package io.github.luasearchers.engine.require;

import java.util.List;

/** All that one engine finds and loads modules with. A script that requires none has none of it. */
final class Finder {

  private final Platform platform;
  private final SourceLoader loader;
  private final Libraries libraries;

  /** Keeps the discovery of this class loader alive as long as there is an engine that uses it. */
  private final Discovery discovery;

  private List<SearcherFunction> searchers = List.of();
  private boolean searchersClose;

  Finder(PackageLibrary library, Platform platform) {
    this.platform = platform;
    loader = new SourceLoader(library.lua());
    discovery = Discovery.of(library.options().classLoader());
    libraries = new Libraries(library, discovery);
  }

  /**
   * Makes the searchers in their order.
   *
   * @throws IllegalArgumentException if a setting can't be used; the message is for the user
   */
  void open(PackageLibrary library) {
    searchers = Searchers.create(library, discovery);
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

  List<SearcherFunction> searchers() {
    return searchers;
  }

  /** Tells whether there is anything to close: a searcher that says how, or a library. */
  boolean holdsResources() {
    return searchersClose || !libraries.isEmpty();
  }

  /** Closes the searchers and the libraries, each once. */
  void close() {
    List<AutoCloseable> all = libraries.release();
    for (SearcherFunction searcher : searchers) {
      all.add(searcher.searcher());
    }
    searchers = List.of();
    Closing.closeAll(all);
  }
}
