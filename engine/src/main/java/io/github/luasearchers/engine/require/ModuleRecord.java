package io.github.luasearchers.engine.require;

import io.github.luasearchers.engine.LuaModule;
import io.github.luasearchers.engine.compiler.RequiredNames;
import io.github.luasearchers.engine.flight.ModuleSpan;
import io.github.luasearchers.engine.vm.Closure;
import io.github.luasearchers.spi.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;

/**
 * What is known of one load of a module: who found it where, what its code required, what it cost.
 * Used by the thread that has the engine's turn.
 */
public final class ModuleRecord {

  private final String name;
  private final long begun;
  private long sought;
  private long ran;
  private @Nullable Origin origin;
  private @Nullable LoadedCode code;
  private @Nullable LuaFunction loader;
  private @Nullable String requiredBy;
  private final Set<String> requires = new LinkedHashSet<>();
  private int reloads;
  private @Nullable Object attachment;
  private boolean complete;
  private boolean wanted;
  private @Nullable ModuleSpan span;

  /**
   * @param begun when the search began, a {@link System#nanoTime} value
   */
  ModuleRecord(String name, long begun) {
    this.name = name;
    this.begun = begun;
  }

  // ---- what is noted of it

  void found(Finding finding, Origin where) {
    origin = where;
    code = finding.code();
  }

  /** Notes that the loader is called now. */
  void begin(LuaFunction loader, @Nullable String requirer, @Nullable ModuleRecord before) {
    sought = System.nanoTime() - begun;
    this.loader = loader;
    requiredBy = before == null ? requirer : before.requiredBy;
    reloads = before == null ? 0 : before.reloads + (before.complete ? 1 : 0);
    wanted = before != null && before.wanted;
  }

  void end() {
    ran = running();
    complete = true;
  }

  /** Keeps the event of its run until that ends. */
  void setSpan(@Nullable ModuleSpan span) {
    this.span = span;
  }

  @Nullable ModuleSpan takeSpan() {
    @Nullable ModuleSpan taken = span;
    span = null;
    return taken;
  }

  /** Returns how long ago the search for it began, in nanoseconds. */
  long sinceSearch() {
    return System.nanoTime() - begun;
  }

  /** Notes that code that is no module's has required it. */
  void want() {
    wanted = true;
  }

  void requires(String other) {
    requires.add(other);
  }

  /** Returns for how long the loader has run, in nanoseconds. */
  long running() {
    return System.nanoTime() - begun - sought;
  }

  /** Keeps what others want to know of this load later. */
  public void attach(Object object) {
    attachment = object;
  }

  public @Nullable Object attachment() {
    return attachment;
  }

  // ---- what it tells

  public String name() {
    return name;
  }

  /** Returns where it was found; null if a function of the script's own found it. */
  @Nullable Origin origin() {
    return origin;
  }

  /** Returns the name of the searcher that found it; null if a function of the script did. */
  public @Nullable String searcher() {
    return origin == null ? null : origin.searcher();
  }

  /** Returns where it is, in the searcher's words; null if that is not known. */
  public @Nullable String place() {
    return origin == null ? null : origin.place();
  }

  /** Returns the text that it was compiled of; null if it came as a loader. */
  public @Nullable LoadedCode code() {
    return code;
  }

  /** Returns the chunk name of its code; null if it has no text. */
  @Nullable LuaString chunkName() {
    return code != null && loader instanceof Closure closure ? closure.prototype().source : null;
  }

  /** Returns the function that loaded it; null if it was found, and not yet called. */
  public @Nullable LuaFunction loader() {
    return loader;
  }

  /** Returns the modules that its code required, in that order. The set grows with later calls. */
  public Set<String> requires() {
    return requires;
  }

  /** Tells whether code that is no module's has required it. */
  public boolean isWanted() {
    return wanted;
  }

  /** Returns the modules that its text names where it requires them; none if it has no text. */
  public List<String> names() throws IOException {
    byte @Nullable [] text = code == null ? null : code.bytes();
    return text == null ? List.of() : RequiredNames.in(text);
  }

  /** Tells whether the loader has returned. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Returns what hosts get to know.
   *
   * @param first when the search for the engine's first module began
   */
  LuaModule describe(long first) {
    @Nullable LoadedCode text = code;
    List<String> others = new ArrayList<>(requires);
    return new LuaModule(
        name,
        Optional.ofNullable(searcher()),
        Optional.ofNullable(place()),
        text == null ? Optional.empty() : text.sha256(),
        text == null ? OptionalLong.empty() : text.size(),
        begun - first,
        Math.max(0, sought - (text == null ? 0 : text.compileNanos())),
        text == null ? 0 : text.compileNanos(),
        ran,
        Optional.ofNullable(requiredBy),
        others,
        reloads);
  }

  /** Tells whether a source is the one that this was loaded from, as far as stamps tell. */
  boolean isOf(String searcherName, SearchResult.Source source) {
    @Nullable LoadedCode text = code;
    return text != null
        && searcherName.equals(searcher())
        && source.origin().equals(place())
        && text.hasStampOf(source);
  }
}
