package io.github.luasearchers.searchers.rocks;

import com.google.common.io.MoreFiles;
import io.github.luasearchers.searchers.rocks.data.DataTable;
import io.github.luasearchers.searchers.rocks.version.Version;
import io.github.luasearchers.spi.FileStamp;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches the trees into which LuaRocks installs. As its loader does, this takes of several
 * versions the one that a rock which is in use needs, or else the highest.
 */
final class Trees {

  private static final String INIT = ".init";

  private final List<Tree> trees = new ArrayList<>();
  private final TreeContext context;
  private final Linking linking;

  /**
   * @param lua the version of the language, such as 5.4
   */
  Trees(List<String> folders, String lua, Linking linking) {
    for (String folder : folders) {
      trees.add(new Tree(Path.of(folder), lua));
    }
    this.context = new TreeContext(trees);
    this.linking = linking;
  }

  /**
   * A rock that has a module.
   *
   * @param current whether its files have their own names; those of other versions are renamed
   */
  private record Provider(Tree tree, String rock, Version version, String file, boolean current) {

    Path path() {
      return tree.path(file, rock, version.toString(), current);
    }
  }

  /**
   * Looks for a module.
   *
   * @param sentences gets the places where it is not
   */
  @Nullable SearchResult search(String module, List<String> sentences) throws IOException {
    @Nullable Provider best = null;
    for (Tree tree : trees) {
      @Nullable Manifest manifest = tree.manifest();
      if (manifest == null) {
        continue;
      }
      List<Provider> providers = providers(tree, manifest, module);
      if (providers.isEmpty()) {
        sentences.add("no module '" + module + "' in '" + tree.manifestFile() + "'");
      }
      for (Provider each : providers) {
        if (context.uses(each.rock, each.version.toString())) {
          return found(module, each, sentences);
        }
        if (best == null || best.version.isBefore(each.version)) {
          best = each;
        }
      }
    }
    return best == null ? null : found(module, best, sentences);
  }

  private static List<Provider> providers(Tree tree, Manifest manifest, String module)
      throws IOException {
    String key = module;
    Optional<DataTable> entries = manifest.providers(key);
    if (entries.isEmpty()) {
      key = module + INIT;
      entries = manifest.providers(key);
    }
    List<Provider> providers = new ArrayList<>();
    for (Object entry : entries.map(DataTable::items).orElse(List.of())) {
      String text = String.valueOf(entry);
      int slash = text.indexOf('/');
      String rock = text.substring(0, Math.max(slash, 0));
      String version = text.substring(slash + 1);
      Optional<String> file = manifest.file(rock, version, key);
      if (file.isEmpty() || !Tree.isSafe(file.get(), rock, version)) {
        throw new IOException(
            "the manifest '"
                + tree.manifestFile()
                + "' is damaged: it has no good file for the module '"
                + module
                + "' of the rock '"
                + text.replaceAll("\\p{Cntrl}", "?")
                + "'");
      }
      boolean current = providers.isEmpty();
      providers.add(new Provider(tree, rock, Version.parse(version), file.get(), current));
    }
    return providers;
  }

  private @Nullable SearchResult found(String module, Provider provider, List<String> sentences)
      throws IOException {
    Path path = provider.path();
    if (!provider.file.endsWith(".lua")) {
      @Nullable SearchResult opened = linking.open(path.toString(), module, sentences);
      if (opened != null) {
        context.use(provider.rock, provider.version.toString());
      }
      return opened;
    }
    FileStamp stamp;
    try {
      stamp = FileStamp.of(path);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "the manifest '"
              + provider.tree.manifestFile()
              + "' names '"
              + path
              + "' for the module '"
              + module
              + "', and there is no such file: run 'luarocks-admin make-manifest --local-tree'",
          e);
    }
    context.use(provider.rock, provider.version.toString());
    return SearchResult.source(MoreFiles.asByteSource(path), "@" + path, path.toString())
        .withStamp(stamp);
  }
}
