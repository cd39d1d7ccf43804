package io.github.luasearchers.engine;

import java.io.Reader;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import javax.script.Bindings;
import javax.script.ScriptContext;
import org.jspecify.annotations.Nullable;

/**
 * The context that an engine starts with. It behaves like {@code SimpleScriptContext}, but the
 * engine reads its fields directly, and its reader and writers, which are the JVM's and carry bytes
 * too, are opened only when they are used. Any thread may use it.
 *
 * <p>What they are made by returns a {@code Reader} or {@code Writer}: the JVM, which checks this
 * class at every start, need then not load theirs to see that they are some. The same holds for
 * other classes that a short script does not need.
 */
final class EngineContext implements ScriptContext {

  private static final List<Integer> SCOPES = List.of(ENGINE_SCOPE, GLOBAL_SCOPE);

  private volatile Bindings engine;
  private volatile @Nullable Bindings global;
  private volatile @Nullable Reader reader;
  private volatile @Nullable Writer writer;
  private volatile @Nullable Writer errorWriter;

  EngineContext(Bindings engine) {
    this.engine = engine;
  }

  Bindings engine() {
    return engine;
  }

  @Nullable Bindings global() {
    return global;
  }

  @Override
  public void setBindings(@Nullable Bindings bindings, int scope) {
    switch (scope) {
      case ENGINE_SCOPE -> engine = Objects.requireNonNull(bindings, "ENGINE_SCOPE bindings");
      case GLOBAL_SCOPE -> global = bindings;
      default -> throw noScope(scope);
    }
  }

  @Override
  public @Nullable Bindings getBindings(int scope) {
    return switch (scope) {
      case ENGINE_SCOPE -> engine;
      case GLOBAL_SCOPE -> global;
      default -> throw noScope(scope);
    };
  }

  private static IllegalArgumentException noScope(int scope) {
    return new IllegalArgumentException("no scope " + scope + " in this context");
  }

  @Override
  public List<Integer> getScopes() {
    return SCOPES;
  }

  // ---- attributes

  @Override
  public void setAttribute(String name, @Nullable Object value, int scope) {
    checkName(name);
    @Nullable Bindings bindings = getBindings(scope);
    if (bindings != null) {
      bindings.put(name, value);
    }
  }

  @Override
  public @Nullable Object getAttribute(String name, int scope) {
    checkName(name);
    @Nullable Bindings bindings = getBindings(scope);
    return bindings == null ? null : bindings.get(name);
  }

  @Override
  public @Nullable Object removeAttribute(String name, int scope) {
    checkName(name);
    @Nullable Bindings bindings = getBindings(scope);
    return bindings == null ? null : bindings.remove(name);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    int scope = getAttributesScope(name);
    return scope < 0 ? null : getAttribute(name, scope);
  }

  @Override
  public int getAttributesScope(String name) {
    checkName(name);
    if (engine.containsKey(name)) {
      return ENGINE_SCOPE;
    }
    @Nullable Bindings beyond = global;
    return beyond != null && beyond.containsKey(name) ? GLOBAL_SCOPE : -1;
  }

  private static void checkName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the name of an attribute is empty");
    }
  }

  // ---- readers and writers

  @Override
  public Reader getReader() {
    @Nullable Reader known = reader;
    return known == null ? openReader() : known;
  }

  /** Opens the JVM's input once: a second reader would miss half a character that the first has. */
  private synchronized Reader openReader() {
    @Nullable Reader known = reader;
    if (known == null) {
      known = StandardReader.input();
      reader = known;
    }
    return known;
  }

  @Override
  public synchronized void setReader(Reader reader) {
    this.reader = reader;
  }

  @Override
  public Writer getWriter() {
    @Nullable Writer known = writer;
    return known == null ? openWriter() : known;
  }

  /** Opens the JVM's output once: a second writer would not know what the first still holds. */
  private synchronized Writer openWriter() {
    @Nullable Writer known = writer;
    if (known == null) {
      known = StandardWriter.output();
      writer = known;
    }
    return known;
  }

  @Override
  public synchronized void setWriter(Writer writer) {
    this.writer = writer;
  }

  @Override
  public Writer getErrorWriter() {
    @Nullable Writer known = errorWriter;
    return known == null ? openErrorWriter() : known;
  }

  private synchronized Writer openErrorWriter() {
    @Nullable Writer known = errorWriter;
    if (known == null) {
      known = StandardWriter.errorOutput();
      errorWriter = known;
    }
    return known;
  }

  @Override
  public synchronized void setErrorWriter(Writer writer) {
    this.errorWriter = writer;
  }
}
