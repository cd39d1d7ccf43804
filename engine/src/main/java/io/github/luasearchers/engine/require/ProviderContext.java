package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.SearchContext;
import java.util.Optional;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;

/** What one searcher or linker is told. Lua's own searchers find the package library through it. */
final class ProviderContext implements SearchContext {

  private final PackageLibrary library;
  private final String name;
  private final DeclaredSettings declared;

  ProviderContext(PackageLibrary library, String name, DeclaredSettings declared) {
    this.library = library;
    this.name = name;
    this.declared = declared;
  }

  /** Returns the library of the engine that asks for one of Lua's own searchers. */
  static PackageLibrary library(SearchContext context) {
    if (context instanceof ProviderContext own) {
      return own.library;
    }
    throw new IllegalArgumentException("Lua's own searchers work for the engine only");
  }

  @Override
  public Globals globals() {
    return library.lua();
  }

  @Override
  public LuaTable packageTable() {
    return library.packageTable();
  }

  @Override
  public ClassLoader classLoader() {
    return library.options().classLoader();
  }

  @Override
  public Optional<String> setting(String key) {
    PackageSettings settings = library.options().settings();
    String whole = settingName(key);
    Optional<String> value = settings.getHarmless(whole);
    if (value.isPresent() && !declared.get(key).isHarmless()) {
      value = settings.get(whole);
    }
    return value.isPresent() ? Optional.of(value.get().trim()) : value;
  }

  @Override
  public String settingName(String key) {
    return DeclaredSettings.whole(name, key);
  }
}
