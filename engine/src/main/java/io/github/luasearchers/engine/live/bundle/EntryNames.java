package io.github.luasearchers.engine.live.bundle;

import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.spi.ModuleName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of modules in a bundle. */
final class EntryNames {

  /** Where the class-path searcher looks first, on a module path too. */
  private static final String ROOT = "META-INF/lua/";

  /** The names that were taken, by what they are where case does not matter. */
  private final Map<String, String> taken = new HashMap<>();

  /**
   * Returns the name of a module's entry. Only {@code a.b} gives {@code a/b.lua}, as no plain name
   * has a slash, and searchers look there before {@code a/b/init.lua}.
   */
  static String entry(String module) {
    return ROOT + module.replace('.', '/') + ".lua";
  }

  /** Takes a module's name, or returns the sentence that says why no archive can have it. */
  @Nullable String problem(String module) {
    if (!ModuleName.isPlain(module) || LuaText.hasEscapes(module)) {
      return "its name is not plain, and so no archive is asked for it";
    }
    String folded = module.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    @Nullable String other = taken.putIfAbsent(folded, module);
    return other == null
        ? null
        : "its name differs from '" + other + "' in case only, which no archive may have";
  }
}
