package io.github.luasearchers.searchers.classpath;

import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchPath;
import io.github.luasearchers.spi.Setting;
import java.util.Collection;
import java.util.List;

/**
 * Finds modules in resources of the engine's class loader. Its name is {@code classpath}.
 *
 * <p>The setting {@code lua.classpath.path} holds the templates of the resources' names. With
 * {@code lua.classpath.report-hidden} set to {@code true}, a warning is logged for a resource that
 * hides others of the same name. With {@code lua.classpath.report-missing} set to {@code false},
 * messages about modules that are not found do not name the resources that were looked for. With
 * {@code lua.classpath.exact-case} set to {@code true}, a file whose name differs in case from the
 * requested one is not found, as on machines with case-sensitive file systems.
 *
 * @since 0.1.0
 */
public final class ClasspathSearcherProvider implements LuaSearcherProvider {

  private static final Setting<SearchPath> PATH =
      Setting.path(
          "path",
          "META-INF/lua/?.lua;META-INF/lua/?/init.lua;lua/?.lua;lua/?/init.lua;?.lua;?/init.lua");

  private static final Setting<Boolean> REPORT_HIDDEN = Setting.flag("report-hidden", false);
  private static final Setting<Boolean> REPORT_MISSING = Setting.flag("report-missing", true);
  private static final Setting<Boolean> EXACT_CASE = Setting.flag("exact-case", false);

  /** Called by {@link java.util.ServiceLoader}. */
  public ClasspathSearcherProvider() {}

  @Override
  public String name() {
    return "classpath";
  }

  @Override
  public Collection<Setting<?>> settings() {
    return List.of(PATH, REPORT_HIDDEN, REPORT_MISSING, EXACT_CASE);
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    SearchPath path = PATH.read(context);
    for (String template : path.templates()) {
      check(template);
    }
    return new ClasspathSearcher(
        path,
        context.classLoader(),
        REPORT_HIDDEN.read(context),
        REPORT_MISSING.read(context),
        EXACT_CASE.read(context));
  }

  private static void check(String template) {
    if (template.startsWith("/")) {
      throw unusable(template, "begins with '/', and no resource's name does; leave it out");
    }
    // Most class loaders return folders as resources too; only the name tells them from files.
    if (template.indexOf('.', template.lastIndexOf('/') + 1) < 0) {
      throw unusable(template, "has no file extension, as in '?.lua'");
    }
  }

  private static IllegalArgumentException unusable(String template, String reason) {
    return new IllegalArgumentException("lua.classpath.path: '" + template + "' " + reason);
  }
}
