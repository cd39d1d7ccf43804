package io.github.luasearchers.searchers.jar;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchPath;
import io.github.luasearchers.spi.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds modules in zip and jar archives. Its name is {@code jar}.
 *
 * <p>The setting {@code lua.jar.path} holds templates such as {@code libs/*.jar!/lua/?.lua}: an
 * archive's name, in which {@code *} stands for any part of a file's or folder's name, then {@code
 * !/} and the name in the archive. Without it the searcher finds nothing and reports nothing.
 * {@code lua.jar.max-entries}, {@code lua.jar.max-size} and {@code lua.jar.max-ratio} limit what
 * archives may contain.
 *
 * @since 0.1.0
 */
public final class JarSearcherProvider implements LuaSearcherProvider {

  private static final Setting<SearchPath> PATH = Setting.path("path", "");

  /** Called by {@link java.util.ServiceLoader}. */
  public JarSearcherProvider() {}

  @Override
  public String name() {
    return "jar";
  }

  @Override
  public Collection<Setting<?>> settings() {
    return List.of(
        PATH, ArchiveLimits.MAX_ENTRIES, ArchiveLimits.MAX_SIZE, ArchiveLimits.MAX_RATIO);
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    SearchPath path = PATH.read(context);
    List<ArchivePath> archives = new ArrayList<>();
    for (String template : path.templates()) {
      archives.add(ArchivePath.parse(template));
    }
    return new JarSearcher(path, archives, new Archives(ArchiveLimits.of(context)));
  }
}
