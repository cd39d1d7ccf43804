package io.github.luasearchers.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The settings in files of hosts: {@code lua.properties}. */
final class SettingsFiles {

  static final String NAME = "lua.properties";

  /** Each class loader's file. The values are plain maps, which keep no class loader alive. */
  private static final Map<ClassLoader, Map<String, String>> FILES = new WeakHashMap<>();

  private SettingsFiles() {}

  /** Returns the content of {@code lua.properties} at the root of the class path. */
  static Map<String, String> of(ClassLoader loader) {
    synchronized (FILES) {
      @Nullable Map<String, String> file = FILES.get(loader);
      if (file == null) {
        file = load(loader.getResource(NAME));
        FILES.put(loader, file);
      }
      return file;
    }
  }

  private static Map<String, String> load(@Nullable URL url) {
    if (url == null) {
      return Map.of();
    }
    try {
      URLConnection connection = url.openConnection();
      connection.setUseCaches(false);
      try (InputStream stream = connection.getInputStream()) {
        return parse(stream);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(url + " can't be read: " + e, e);
    }
  }

  private static Map<String, String> parse(InputStream stream) throws IOException {
    Properties properties = new Properties();
    properties.load(new InputStreamReader(stream, UTF_8));
    Map<String, String> map = new HashMap<>();
    for (Map.Entry<Object, Object> entry : properties.entrySet()) {
      map.put((String) entry.getKey(), (String) entry.getValue());
    }
    return map;
  }
}
