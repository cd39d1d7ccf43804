package io.github.luasearchers.searchers.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import io.github.luasearchers.testing.http.ReloadPromises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Modules of rocks are reloaded as those of files, the class path, archives and HTTP are. */
class ReloadRocksTest {

  @TempDir Path folder;
  @AutoClose private final RocksServer server = new RocksServer();
  private final Map<String, String> modules = new TreeMap<>();
  private int version;

  /** Where rocks are. */
  enum Place {
    TREE,
    SERVER
  }

  /** Writes a module; on a server, as a new version of the one rock. */
  private void write(Place place, String module, String text) throws IOException {
    modules.put(module + ".lua", text);
    if (place == Place.SERVER) {
      server.all("set", ++version + "-1", List.of(), modules);
      return;
    }
    Path lua = Files.createDirectories(folder.resolve("share/lua/5.4"));
    Files.writeString(lua.resolve(module + ".lua"), text);
    Path rocks = Files.createDirectories(folder.resolve("lib/luarocks/rocks-5.4"));
    Files.writeString(
        rocks.resolve("manifest"),
        """
        modules = { base = { 'set/1-1' }, user = { 'set/1-1' } }
        repository = { set = { ['1-1'] = { { arch = 'installed',
          modules = { base = 'base.lua', user = 'user.lua' } } } } }
        """);
  }

  private LuaScriptEngineBuilder engine(Place place, String mode) {
    LuaScriptEngineBuilder builder =
        LuaScriptEngine.builder().setting("lua.reload", mode).setting("lua.path", "");
    return place == Place.TREE
        ? builder.setting("lua.rocks.trees", folder.toString())
        : builder
            .setting("lua.rocks.trees", "")
            .setting("lua.rocks.servers", server.url())
            .setting("lua.rocks.allow", "base = set, user = set")
            .setting("lua.http.cache", "memory")
            .setting("lua.http.missing", "0s")
            .setting("lua.http.retries", "0")
            .setting("lua.reload.interval", "50ms");
  }

  private ReloadPromises promises(Place place) {
    return new ReloadPromises(
        new ReloadPromises.Place() {
          @Override
          public void write(String module, String text) throws IOException {
            ReloadRocksTest.this.write(place, module, text);
          }

          @Override
          public LuaScriptEngineBuilder engine(String mode) {
            return ReloadRocksTest.this.engine(place, mode);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void change_isTakenOverWhenAsked(Place place) throws Exception {
    promises(place).takenOverWhenAsked();
  }

  @ParameterizedTest
  @EnumSource
  void change_isTakenOverWhenWatched(Place place) throws Exception {
    promises(place).takenOverWhenWatched();
  }

  @Test
  void serverThatFails_leavesWhatIsLoaded() throws Exception {
    promises(Place.SERVER).keptWhileTheServerFails(() -> server.http.status("/manifest-5.4", 500));
  }

  @Test
  void lockFile_keepsTheOldContent() throws Exception {
    promises(Place.SERVER).keptByTheLockFile(folder.resolve("modules.lock"));
  }

  @Test
  void reloadOfTheProvider_asksWhateverTheCacheHas() throws Exception {
    RocksSearcherProvider provider = new RocksSearcherProvider();
    write(Place.SERVER, "base", "return {n = 1}");
    try (LuaScriptEngine lua =
        engine(Place.SERVER, "off")
            .searcher(provider)
            .setting("lua.http.update", "never")
            .setting("lua.http.missing", "1h")
            .build()) {
      lua.eval("require 'base'");
      write(Place.SERVER, "base", "return {n = 2}");
      String again = "package.loaded.base = nil return require 'base'.n";
      assertThat(lua.eval(again)).isEqualTo(1);
      provider.reload("base");
      assertThat(lua.eval(again)).isEqualTo(2);
    }
  }
}
