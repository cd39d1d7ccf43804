package io.github.luasearchers.engine.require;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.ByteSource;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.spi.Setting;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** A searcher as a third party would write it, from a lambda. */
final class TestSearcher implements LuaSearcherProvider {

  private final String name;
  private final Function<SearchContext, LuaSearcher> create;

  TestSearcher(String name, Function<SearchContext, LuaSearcher> create) {
    this.name = name;
    this.create = create;
  }

  /** A searcher that needs no context. */
  static TestSearcher of(String name, LuaSearcher searcher) {
    return new TestSearcher(name, context -> searcher);
  }

  static SearchResult.Source source(String text, String origin) {
    return SearchResult.source(ByteSource.wrap(text.getBytes(UTF_8)), "@" + origin, origin);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Collection<Setting<?>> settings() {
    return List.of(Setting.text(""), Setting.text("path"), Setting.text("url"));
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    return create.apply(context);
  }
}
