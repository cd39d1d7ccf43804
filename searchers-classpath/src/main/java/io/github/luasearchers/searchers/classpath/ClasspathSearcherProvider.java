package io.github.luasearchers.searchers.classpath;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchPath;

/**
 * Finds modules in resources of the engine's class loader. Its name is {@code classpath}.
 *
 * <p>The setting {@value #PATH_SETTING} holds the templates of the resources' names. With {@value
 * #HIDDEN_SETTING} set to {@code true}, a resource behind which others of the same name are hidden
 * is a warning in the log.
 */
public final class ClasspathSearcherProvider implements LuaSearcherProvider {

  static final String PATH_SETTING = "lua.classpath.path";

  static final String HIDDEN_SETTING = "lua.classpath.report-hidden";

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
    return new ClasspathSearcher(path, context.classLoader(), reportsHidden(context));
  }

  private static boolean reportsHidden(SearchContext context) {
    String value = context.setting("report-hidden").orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException(
          HIDDEN_SETTING + ": '" + value + "' is neither 'true' nor 'false'");
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
