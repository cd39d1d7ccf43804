package io.github.luasearchers.searchers.classpath;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchPath;
import java.util.Optional;

/**
 * Finds modules in resources of the engine's class loader. Its name is {@code classpath}.
 *
 * <p>The setting {@value #PATH_SETTING} holds the templates of the resources' names. With {@value
 * #HIDDEN_SETTING} set to {@code true}, a resource behind which others of the same name are hidden
 * is a warning in the log. With {@value #EXACT_SETTING} set to {@code true}, a file whose name
 * differs in case from the one that was asked for is not found, as on other machines it isn't.
 */
public final class ClasspathSearcherProvider implements LuaSearcherProvider {

  static final String PATH_SETTING = "lua.classpath.path";

  static final String HIDDEN_SETTING = "lua.classpath.report-hidden";

  static final String EXACT_SETTING = "lua.classpath.exact-case";

  static final String DEFAULT_PATH =
      "META-INF/lua/?.lua;META-INF/lua/?/init.lua;lua/?.lua;lua/?/init.lua;?.lua;?/init.lua";

  /** Called by {@link java.util.ServiceLoader}. */
  public ClasspathSearcherProvider() {}

  @Override
  public String name() {
    return "classpath";
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    SearchPath path = SearchPath.parse(context.setting("path").orElse(DEFAULT_PATH));
    for (String template : path.templates()) {
      check(template);
    }
    return new ClasspathSearcher(
        path,
        context.classLoader(),
        truth(HIDDEN_SETTING, context.setting("report-hidden")),
        truth(EXACT_SETTING, context.setting("exact-case")));
  }

  private static boolean truth(String key, Optional<String> setting) {
    String value = setting.orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(key + ": '" + value + "' is neither 'true' nor 'false'");
    }
    return value.equals("true");
  }

  private static void check(String template) {
    if (template.startsWith("/")) {
      throw unusable(template, "begins with '/', and no resource's name does; leave it out");
    }
    // A folder is a resource too, on most class loaders: nothing but its name tells it from a file.
    if (template.indexOf('.', template.lastIndexOf('/') + 1) < 0) {
      throw unusable(template, "has no file extension, as in '?.lua'");
    }
  }

  private static IllegalArgumentException unusable(String template, String reason) {
    return new IllegalArgumentException(PATH_SETTING + ": '" + template + "' " + reason);
  }
}
