package io.github.luasearchers.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.LuaScriptEngine;
import io.github.luasearchers.engine.LuaScriptEngineBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What is promised of a module that changes, wherever it was found. */
public final class ReloadPromises {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final String NUMBER = "return require 'base'.n";

  private final Place place;

  /** Creates the promises of one place. */
  public ReloadPromises(Place place) {
    this.place = place;
  }

  /** Where modules are kept: {@code base}, and {@code user}, which requires it. */
  public interface Place {

    /** Writes a module, for the first time or anew. */
    void write(String module, String text) throws IOException;

    /** Returns a builder of engines that look nowhere else, with {@code lua.reload}. */
    LuaScriptEngineBuilder engine(String mode) throws IOException;
  }

  /** A change is found and taken over when it is asked for, and one that is no Lua is not. */
  public void takenOverWhenAsked() throws Exception {
    place.write("base", "return {n = 1}");
    place.write("user", "return {base = require 'base'}");
    try (LuaScriptEngine lua = place.engine("manual").build()) {
      lua.eval("require 'user'");
      assertThat(lua.reloadChanged(false).hasChanged()).isFalse();
      place.write("base", "return {n = 1000}");
      assertThat(lua.isChanged("base")).isTrue();
      assertThat(lua.isChanged("user")).isFalse();
      assertThat(lua.reloadChanged(false).reloaded()).containsExactly("base", "user");
      assertThat(lua.eval("return require 'user'.base.n")).isEqualTo(1000);
      place.write("base", "return {n = }");
      assertThatThrownBy(() -> lua.reloadChanged(false))
          .hasMessageContaining("module 'base', which was loaded from '")
          .hasMessageContaining("unexpected symbol");
      assertThat(lua.eval("return require 'user'.base.n")).isEqualTo(1000);
    }
  }

  /** A change is taken over by itself when it is watched. */
  public void takenOverWhenWatched() throws Exception {
    place.write("base", "return {n = 1}");
    try (LuaScriptEngine lua = place.engine("watch").build()) {
      lua.eval("require 'base'");
      place.write("base", "return {n = 1000}");
      long until = System.nanoTime() + PATIENCE;
      while (!Integer.valueOf(1000).equals(lua.eval(NUMBER))) {
        assertThat(System.nanoTime()).isLessThan(until);
        Thread.sleep(10);
      }
    }
  }

  /**
   * What is loaded stays while the server fails.
   *
   * @param failure makes it fail
   */
  public void keptWhileTheServerFails(Runnable failure) throws Exception {
    place.write("base", "return {n = 1}");
    try (LuaScriptEngine lua = place.engine("manual").build()) {
      lua.eval("require 'base'");
      failure.run();
      assertThat(lua.reloadChanged(false).hasChanged()).isFalse();
      assertThat(lua.eval(NUMBER)).isEqualTo(1);
    }
  }

  /**
   * A module that is locked stays as it is, whatever the server has.
   *
   * @param lock where the lock file will be
   */
  public void keptByTheLockFile(Path lock) throws Exception {
    place.write("base", "return {n = 1}");
    try (LuaScriptEngine lua = locked(lock, "record")) {
      lua.eval("require 'base'");
    }
    try (LuaScriptEngine lua = locked(lock, "verify")) {
      lua.eval("require 'base'");
      place.write("base", "return {n = 1000}");
      assertThat(lua.isChanged("base")).isFalse();
      lua.reload("base");
      assertThat(lua.eval(NUMBER)).isEqualTo(1);
    }
  }

  private LuaScriptEngine locked(Path file, String mode) throws IOException {
    return place
        .engine("manual")
        .setting("lua.http.lock", mode)
        .setting("lua.http.lock-file", file.toString())
        .build();
  }
}
