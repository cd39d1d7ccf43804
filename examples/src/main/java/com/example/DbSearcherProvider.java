package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.ByteSource;
import io.github.luasearchers.spi.LuaSearcher;
import io.github.luasearchers.spi.LuaSearcherProvider;
import io.github.luasearchers.spi.SearchContext;
import io.github.luasearchers.spi.SearchResult;
import io.github.luasearchers.spi.Setting;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds modules in the table {@code modules (name, source)} of the database at lua.db.url. */
public final class DbSearcherProvider implements LuaSearcherProvider {

  private static final Setting<String> URL = Setting.text("url");

  @Override
  public String name() {
    return "db";
  }

  @Override
  public Collection<Setting<?>> settings() {
    return List.of(URL);
  }

  @Override
  public LuaSearcher create(SearchContext context) {
    Optional<String> url = URL.find(context);
    return name -> url.isEmpty() ? SearchResult.notFound() : find(url.get(), name);
  }

  private static SearchResult find(String url, String name) throws IOException {
    try (var connection = DriverManager.getConnection(url);
        var query = connection.prepareStatement("select source from modules where name = ?")) {
      query.setString(1, name);
      var row = query.executeQuery();
      if (!row.next()) {
        return SearchResult.notFound("no row '" + name + "' in " + url);
      }
      var source = ByteSource.wrap(row.getString(1).getBytes(UTF_8));
      var origin = url + "#" + name;
      return SearchResult.source(source, "@" + origin, origin);
    } catch (SQLException e) {
      throw new IOException("can't look for '" + name + "' in " + url + ": " + e.getMessage(), e);
    }
  }
}
