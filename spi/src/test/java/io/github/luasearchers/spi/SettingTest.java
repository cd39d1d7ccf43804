package io.github.luasearchers.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;

class SettingTest {

  private enum Colour {
    RED,
    LIGHT_BLUE
  }

  private static void assertRefused(Setting<?> setting, String message, String... texts) {
    for (String text : texts) {
      assertThatThrownBy(() -> setting.parse("lua.db.x", text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("lua.db.x = " + text + ": there is no such value; give it " + message);
    }
  }

  private static SearchContext context(Map<String, String> values) {
    return new SearchContext() {
      @Override
      public Globals globals() {
        throw new AssertionError();
      }

      @Override
      public LuaTable packageTable() {
        throw new AssertionError();
      }

      @Override
      public ClassLoader classLoader() {
        throw new AssertionError();
      }

      @Override
      public Optional<String> setting(String key) {
        return Optional.ofNullable(values.get(key));
      }

      @Override
      public String settingName(String key) {
        return "lua.db." + key;
      }
    };
  }

  @Test
  void flag() {
    Setting<Boolean> flag = Setting.flag("x", true);
    assertThat(flag.parse("lua.db.x", "true")).isTrue();
    assertThat(flag.parse("lua.db.x", " false ")).isFalse();
    assertRefused(flag, "true or false", "TRUE", "False", "yes", "1", "");
  }

  @Test
  void count() {
    Setting<Long> count = Setting.count("x", 1, 2);
    assertThat(count.parse("lua.db.x", "17")).isEqualTo(17);
    assertThat(count.parse("lua.db.x", "100k")).isEqualTo(100_000);
    assertThat(count.parse("lua.db.x", "5M")).isEqualTo(5_000_000);
    assertThat(count.parse("lua.db.x", "2G")).isEqualTo(2_000_000_000);
    assertThat(count.parse("lua.db.x", "999999999999999999G")).isEqualTo(Long.MAX_VALUE);
    assertThat(Setting.count("x", 0, 2).parse("lua.db.x", "0")).isZero();
    assertRefused(
        count,
        "a whole number from 1 on, or one with k, M or G, such as 2",
        "0",
        "-1",
        "+1",
        "1.5",
        "1 k",
        "1K",
        "1m",
        "1kB",
        "k",
        "",
        "9999999999999999999");
  }

  @Test
  void size() {
    Setting<Long> size = Setting.size("x", "4MiB");
    assertThat(size.standard()).isEqualTo(4L << 20);
    assertThat(size.parse("lua.db.x", "512B")).isEqualTo(512);
    for (String kib : new String[] {"3KiB", "3k", "3K"}) {
      assertThat(size.parse("lua.db.x", kib)).isEqualTo(3 << 10);
    }
    for (String mib : new String[] {"3MiB", "3M"}) {
      assertThat(size.parse("lua.db.x", mib)).isEqualTo(3 << 20);
    }
    for (String gib : new String[] {"3GiB", "3G"}) {
      assertThat(size.parse("lua.db.x", gib)).isEqualTo(3L << 30);
    }
    assertRefused(
        size,
        "a size with its unit (B, KiB, MiB or GiB), such as 4MiB",
        "4",
        "0B",
        "4 MiB",
        "4mib",
        "4MB",
        "4kb",
        "-4B",
        "MiB",
        "");
  }

  @Test
  void duration() {
    Setting<Duration> duration = Setting.duration("x", "5s");
    assertThat(duration.standard()).isEqualTo(Duration.ofSeconds(5));
    assertThat(duration.parse("lua.db.x", "0s")).isEqualTo(Duration.ZERO);
    assertThat(duration.parse("lua.db.x", "500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(duration.parse("lua.db.x", "1m")).isEqualTo(Duration.ofMinutes(1));
    assertThat(duration.parse("lua.db.x", "2h")).isEqualTo(Duration.ofHours(2));
    assertThat(duration.parse("lua.db.x", "7d")).isEqualTo(Duration.ofDays(7));
    assertThat(duration.parse("lua.db.x", "999999999999999999d"))
        .isEqualTo(Duration.ofMillis(Long.MAX_VALUE));
    assertRefused(
        duration,
        "a duration with its unit (ms, s, m, h or d), such as 5s",
        "500",
        "2 s",
        "1.5s",
        "-1s",
        "1S",
        "1min",
        "PT1S",
        "");
  }

  @Test
  void choice() {
    Setting<Colour> choice = Setting.choice("x", Colour.class, Colour.RED);
    assertThat(choice.parse("lua.db.x", "light-blue")).isEqualTo(Colour.LIGHT_BLUE);
    assertRefused(choice, "one of red, light-blue", "RED", "light_blue", "blue", "");
  }

  @Test
  void list() {
    Setting<List<String>> list = Setting.list("x", "");
    assertThat(list.standard()).isEmpty();
    assertThat(list.parse("lua.db.x", "")).isEmpty();
    assertThat(list.parse("lua.db.x", " a ,b,c")).containsExactly("a", "b", "c");
    assertRefused(
        list, "items without blanks in them, with commas between", "a b", "a,,b", "a,", ",");
  }

  @Test
  void path() {
    assertThat(Setting.path("x", "?.lua").parse("lua.db.x", "a/?.lua; b").templates())
        .containsExactly("a/?.lua", "b");
  }

  @Test
  void kindOfOnesOwn() {
    Setting<Integer> even =
        Setting.of(
            "x",
            "an even number",
            text -> {
              int number = Integer.parseInt(text);
              if (number % 2 != 0) {
                throw new IllegalArgumentException("odd");
              }
              return number;
            });
    assertThat(even.parse("lua.db.x", "4")).isEqualTo(4);
    assertRefused(even, "an even number", "3", "three");
    assertThatThrownBy(() -> even.or("3")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void malformed_isShownInOneShortLine() {
    assertThatThrownBy(() -> Setting.flag("x", true).parse("lua.db.x", "a\nb".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("\n"));
  }

  @Test
  void secret_isNotShown() {
    assertThatThrownBy(() -> Setting.flag("x", true).secret().parse("lua.db.x", "hush"))
        .hasMessage("lua.db.x: there is no such value; give it true or false");
  }

  @Test
  void read_takesWhatIsGivenOrTheStandard() {
    Setting<Long> retries = Setting.count("retries", 0, 2);
    assertThat(retries.read(context(Map.of("retries", "5")))).isEqualTo(5);
    assertThat(retries.read(context(Map.of()))).isEqualTo(2);
    Setting<String> url = Setting.text("url");
    assertThat(url.find(context(Map.of()))).isEmpty();
    assertThat(url.find(context(Map.of("a.url", "u")), "a")).contains("u");
    assertThatThrownBy(() -> url.read(context(Map.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the setting url has no standard value");
  }

  @Test
  void of_isASettingThatEachNamedThingHas() {
    Setting<List<String>> names = Setting.list("repositories", "");
    Setting<String> url = Setting.text("url").of(names);
    assertThat(url.names()).contains(names);
    assertThat(url).hasToString("<repositories>.url");
    assertThat(url.isHarmless()).isFalse();
    assertThat(url.harmless().isHarmless()).isTrue();
    assertThat(url.harmless().names()).contains(names);
  }
}
