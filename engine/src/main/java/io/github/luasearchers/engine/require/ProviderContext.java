package io.github.luasearchers.engine.require;

import static java.util.Objects.requireNonNull;

import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.Setting;
import java.util.Optional;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;

/** What one searcher or linker is told. */
final class ProviderContext implements SearchContext {

  private final LuaRuntime lua;
  private final LuaTable packageTable;
  private final PackageOptions options;
  private final String name;

  /**
   * @param name the searcher's or linker's name
   */
  ProviderContext(LuaRuntime lua, LuaTable packageTable, PackageOptions options, String name) {
    this.lua = lua;
    this.packageTable = packageTable;
    this.options = options;
    this.name = name;
  }

  @Override
  public Globals globals() {
    return lua;
  }

  @Override
  public LuaTable packageTable() {
    return packageTable;
  }

  @Override
  public ClassLoader classLoader() {
    return options.classLoader();
  }

  @Override
  public Optional<String> setting(String key) {
    String whole = settingName(key);
    Optional<String> value = options.settings().getHarmless(whole);
    if (value.isPresent() && !declared(key).isHarmless()) {
      value = options.settings().get(whole);
    }
    return value.isPresent() ? Optional.of(value.get().trim()) : value;
  }

  @Override
  public boolean isSandboxed() {
    return options.places() != null;
  }

  @Override
  public SearchContext ofSearcher(String searcher) {
    return new ProviderContext(lua, packageTable, options, searcher);
  }

  private Setting<?> declared(String key) {
    return requireNonNull(options.providers().declared().get(name), name).get(key);
  }

  @Override
  public String settingName(String key) {
    return DeclaredSettings.whole(name, key);
  }
}
