package io.github.luasearchers.engine.live.bundle;

import io.github.luasearchers.engine.BundleReport;
import io.github.luasearchers.engine.ModuleLocation.State;
import io.github.luasearchers.engine.compiler.RequiredNames;
import io.github.luasearchers.engine.require.ModuleRecord;
import io.github.luasearchers.engine.require.Modules;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a program's modules: of those that were loaded, for the graph of requires is known,
 * and of those that texts name besides. Made in the engine's turn; writing it needs no engine.
 */
public final class Bundle {

  private static final byte SIGNATURE = 0x1B;

  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final EntryNames names = new EntryNames();
  private final List<String> modules = new ArrayList<>();
  private final Map<String, String> leftOut = new TreeMap<>();
  private final List<String> missing = new ArrayList<>();

  private Bundle() {}

  /**
   * Collects the texts. What is not loaded is looked for where {@code require} would look now.
   *
   * @param wanted the names of modules that it is to have, whether they were loaded or not
   * @throws org.luaj.vm2.LuaError if {@code package.searchers} is no table
   * @throws io.github.luasearchers.engine.value.ScriptStopped if the thread is interrupted, or a
   *     limit of the evaluation is reached
   */
  public static Bundle of(Collection<String> wanted, Modules modules) {
    Bundle bundle = new Bundle();
    Map<String, byte[]> texts = new TreeMap<>();
    Set<String> others = new LinkedHashSet<>(wanted);
    for (ModuleRecord each : modules.loads().records()) {
      byte @Nullable [] text = bundle.loaded(each, modules);
      if (text != null) {
        texts.put(each.name(), text);
        others.addAll(RequiredNames.in(text));
      }
    }
    others.removeAll(texts.keySet());
    others.removeAll(bundle.leftOut.keySet());
    for (Visit each : Walk.from(others, modules, false)) {
      bundle.visited(each, texts);
    }
    texts.forEach(bundle::add); // sorted, so that of two names that clash it is always the same one
    return bundle;
  }

  /** Returns the text of a module that was loaded; null if it has none. */
  private byte @Nullable [] loaded(ModuleRecord record, Modules modules) {
    if (record.code() == null) {
      leftOut.put(record.name(), "it came as a ready loader" + from(record) + ", not as text");
      return null;
    }
    try {
      byte @Nullable [] text = modules.text(record);
      if (text == null) {
        leftOut.put(record.name(), "its text has changed since it was loaded" + from(record));
      }
      return text;
    } catch (IOException e) {
      leftOut.put(record.name(), "its text can't be read any more: " + e.getMessage());
      return null;
    }
  }

  private static String from(ModuleRecord record) {
    @Nullable String searcher = record.searcher();
    @Nullable String place = record.place();
    return (searcher == null
            ? " by a function of the script"
            : " by the searcher '" + searcher + "'")
        + (place == null ? "" : " from " + place);
  }

  private void visited(Visit visit, Map<String, byte[]> texts) {
    byte @Nullable [] text = visit.text();
    if (visit.state() == State.NOT_FOUND) {
      missing.add(visit.module());
    } else if (visit.state() == State.FAILED) {
      leftOut.putIfAbsent(visit.module(), visit.reason());
    } else if (text != null) {
      texts.putIfAbsent(visit.module(), text);
    } else if (visit.state() == State.FOUND) {
      leftOut.put(
          visit.module(),
          "it comes as a ready loader by the searcher '" + visit.name() + "', not as text");
    }
  }

  private void add(String module, byte[] text) {
    if (text.length > 0 && text[0] == SIGNATURE) {
      leftOut.put(module, "it is precompiled, and archives have text only");
      return;
    }
    @Nullable String problem = names.problem(module);
    if (problem != null) {
      leftOut.put(module, problem);
      return;
    }
    files.put(EntryNames.entry(module), text);
    modules.add(module);
  }

  /** Returns what it has and lacks. */
  public BundleReport report() {
    return new BundleReport(modules, leftOut, missing);
  }

  /**
   * Writes it. Equal texts give equal bytes.
   *
   * @param out is not closed
   */
  public void write(OutputStream out) throws IOException {
    BundleFile.write(files, out);
  }

  /** Writes it to a file, which has all of it or is as it was. */
  public void write(Path file) throws IOException {
    BundleFile.write(files, file);
  }
}
