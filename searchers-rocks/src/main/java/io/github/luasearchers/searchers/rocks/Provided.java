package io.github.luasearchers.searchers.rocks;

import io.github.luasearchers.searchers.rocks.version.Dependency;
import io.github.luasearchers.searchers.rocks.version.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Lua itself has of what rocks ask for. */
final class Provided {

  private final Map<String, Version> rocks;

  /**
   * @param lua the version of the language, such as 5.4
   */
  Provided(String lua) {
    Version version = Version.parse(lua + "-1");
    rocks =
        switch (lua) {
          case "5.2" -> Map.of("lua", version, "bit32", version);
          case "5.3", "5.4" -> Map.of("lua", version, "utf8", version);
          default -> Map.of("lua", version);
        };
  }

  /** Tells whether it is for Lua to have such a rock. */
  boolean has(Dependency dependency) {
    return rocks.containsKey(dependency.name());
  }

  /** Tells whether Lua has a rock in a version that will do, or has nothing to do with it. */
  boolean admits(Dependency dependency) {
    @Nullable Version version = rocks.get(dependency.name());
    return version == null || dependency.admits(version);
  }
}
