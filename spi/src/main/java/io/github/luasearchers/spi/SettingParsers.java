package io.github.luasearchers.spi;

import java.time.Duration;
import java.util.List;

/**
 * The parsers of the kinds of settings. Classes and no lambdas: an engine starts with them, and the
 * first lambda of a JVM costs more than all of these.
 */
final class SettingParsers {

  private SettingParsers() {}

  static final class Text implements Setting.Parser<String> {
    @Override
    public String parse(String text) {
      return text;
    }
  }

  static final class Flag implements Setting.Parser<Boolean> {
    @Override
    public Boolean parse(String text) {
      return SettingValues.flag(text);
    }
  }

  static final class Count implements Setting.Parser<Long> {

    private final long least;

    Count(long least) {
      this.least = least;
    }

    @Override
    public Long parse(String text) {
      return SettingValues.count(text, least);
    }
  }

  static final class Size implements Setting.Parser<Long> {
    @Override
    public Long parse(String text) {
      return SettingValues.size(text);
    }
  }

  static final class TimeSpan implements Setting.Parser<Duration> {
    @Override
    public Duration parse(String text) {
      return SettingValues.duration(text);
    }
  }

  static final class Choice<E extends Enum<E>> implements Setting.Parser<E> {

    private final Class<E> type;

    Choice(Class<E> type) {
      this.type = type;
    }

    @Override
    public E parse(String text) {
      return SettingValues.choice(text, type);
    }
  }

  static final class Items implements Setting.Parser<List<String>> {
    @Override
    public List<String> parse(String text) {
      return SettingValues.list(text);
    }
  }

  static final class Templates implements Setting.Parser<SearchPath> {
    @Override
    public SearchPath parse(String text) {
      return SearchPath.parse(text);
    }
  }
}
