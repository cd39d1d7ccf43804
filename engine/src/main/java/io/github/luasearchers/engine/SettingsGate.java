package io.github.luasearchers.engine;

import io.github.luasearchers.engine.require.DeclaredSettings;
import io.github.luasearchers.spi.Excerpt;
import io.github.luasearchers.spi.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets no setting pass that nobody reads: it is misspelt, or in the wrong place. */
final class SettingsGate {

  static final String PREFIX = "lua.";

  /** What the setting was called that is {@link Settings#VERSION} now. */
  private static final String COMPAT = "lua.compat";

  /** How many letters two names may differ in, of this many each, for one to be suggested. */
  private static final int LETTERS_EACH = 3;

  private final SettingsReader settings;
  private final Map<String, DeclaredSettings> declared;

  /**
   * @param declared what the searchers and linkers that there are declare, by their names
   */
  SettingsGate(SettingsReader settings, Map<String, DeclaredSettings> declared) {
    this.settings = settings;
    this.declared = declared;
  }

  /**
   * Checks what one place has.
   *
   * @param place where the keys were given, for the message
   * @throws IllegalArgumentException if there is one that nobody reads
   */
  void check(Collection<?> keys, String place) {
    for (Object key : keys) {
      if (key instanceof String text && text.startsWith(PREFIX)) {
        check(text, place);
      }
    }
  }

  private void check(String key, String place) {
    if (SettingsReader.OWN.contains(key)) {
      return;
    }
    if (key.equals(COMPAT)) {
      throw new IllegalArgumentException(
          COMPAT + " in " + place + " is called " + Settings.VERSION + " now: rename it");
    }
    @Nullable DeclaredSettings owner = declared.get(owner(key));
    if (owner == null || (!owner.isUnknown() && !isOneOf(owner, key))) {
      throw new IllegalArgumentException(unknown(key, place, owner));
    }
  }

  private boolean isOneOf(DeclaredSettings owner, String key) {
    String rest = rest(key);
    @Nullable Setting<?> setting = owner.find(rest);
    if (setting == null) {
      return false;
    }
    Optional<Setting<List<String>>> names = setting.names();
    return !names.isPresent() || names(owner, names.get()).contains(name(rest));
  }

  /** Returns the names of things that have settings of their own: {@code lua.http.repositories}. */
  private List<String> names(DeclaredSettings owner, Setting<List<String>> list) {
    String key = PREFIX + owner.name() + "." + list.key();
    Optional<String> text = list.isHarmless() ? settings.getHarmless(key) : settings.get(key);
    return text.isPresent() ? list.parse(key, text.get()) : List.of();
  }

  /** Returns the name of the searcher or linker whose setting a key would be. */
  private static String owner(String key) {
    int dot = key.indexOf('.', PREFIX.length());
    return key.substring(PREFIX.length(), dot < 0 ? key.length() : dot);
  }

  private static String rest(String key) {
    int dot = key.indexOf('.', PREFIX.length());
    return dot < 0 ? "" : key.substring(dot + 1);
  }

  private static String name(String rest) {
    return rest.substring(0, rest.indexOf('.'));
  }

  // ---- what to do about it

  private String unknown(String key, String place, @Nullable DeclaredSettings owner) {
    String start = "unknown setting " + Excerpt.ofSetting(key) + " in " + place + ": ";
    String nearest = nearest(key);
    if (!nearest.isEmpty()) {
      return start + "did you mean " + nearest + "?" + (owner == null ? jar(key, " Or ") : "");
    }
    return start
        + "correct or remove it"
        + (owner == null ? jar(key, ", or ") : "; there are " + all(owner));
  }

  /** Says which jar would have such a setting. */
  private String jar(String key, String start) {
    String owner = owner(key);
    return settings.isStandardSearcher(owner)
        ? start + "put luasearchers-" + owner + " on the class path, which provides it"
        : start
            + "put the jar on the class path that provides a searcher or linker named "
            + Excerpt.ofSetting(owner)
            + " (there are: "
            + String.join(", ", declared.keySet())
            + ")";
  }

  private static String all(DeclaredSettings owner) {
    StringBuilder text = new StringBuilder();
    for (Setting<?> setting : owner.settings()) {
      text.append(text.length() == 0 ? "" : ", ").append(PREFIX + owner.name() + "." + setting);
    }
    return text.length() == 0 ? "none of '" + owner.name() + "'" : text.toString();
  }

  private String nearest(String key) {
    String best = "";
    int least = Math.max(1, (key.length() - PREFIX.length()) / LETTERS_EACH) + 1;
    for (String candidate : candidates()) {
      int distance = EditDistance.of(key, candidate, least);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best;
  }

  private List<String> candidates() {
    List<String> all = new ArrayList<>(SettingsReader.OWN);
    for (DeclaredSettings owner : declared.values()) {
      for (Setting<?> setting : owner.settings()) {
        String start = PREFIX + owner.name() + ".";
        if (!setting.names().isPresent()) {
          all.add(setting.key().isEmpty() ? PREFIX + owner.name() : start + setting.key());
        } else {
          for (String name : names(owner, setting.names().get())) {
            all.add(start + name + "." + setting.key());
          }
        }
      }
    }
    return all;
  }

  // ---- attributes

  /**
   * Checks what a context has as attributes: whoever sets a variable of a workflow sets them.
   *
   * @throws IllegalArgumentException if there is one that nobody reads, or that attributes may not
   *     give
   */
  void checkAttributes(Collection<?> keys) {
    check(keys, SettingsReader.ATTRIBUTES);
    for (Object key : keys) {
      if (key instanceof String text && text.startsWith(PREFIX) && !isAttribute(text)) {
        throw new IllegalArgumentException(
            text
                + " can't be set by an attribute of the ScriptContext: give it to the engine's"
                + " builder, or in a system property or lua.properties");
      }
    }
  }

  private boolean isAttribute(String key) {
    if (SettingsReader.OWN.contains(key)) {
      return SettingsReader.isAttribute(key);
    }
    @Nullable DeclaredSettings owner = declared.get(owner(key));
    @Nullable Setting<?> setting = owner == null ? null : owner.find(rest(key));
    return setting != null && setting.isHarmless();
  }
}
