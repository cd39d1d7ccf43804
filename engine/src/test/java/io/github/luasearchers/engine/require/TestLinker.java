package io.github.luasearchers.engine.require;

import io.github.luasearchers.spi.Library;
import io.github.luasearchers.spi.LibraryLinker;
import io.github.luasearchers.spi.SearchContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** Links files that need not be there. Their functions say what they are. */
public final class TestLinker implements LibraryLinker {

  final List<String> events = new ArrayList<>();
  private final String extension;

  /** Creates a linker of files that end with {@code .test}, as a {@code ServiceLoader} does. */
  public TestLinker() {
    this("test");
  }

  TestLinker(String extension) {
    this.extension = extension;
  }

  /** Why it links nothing. */
  Optional<String> refusal = Optional.empty();

  @Override
  public String name() {
    return "test";
  }

  @Override
  public boolean links(String file) {
    return file.endsWith("." + extension);
  }

  @Override
  public Optional<String> refusal(SearchContext context) {
    return refusal;
  }

  @Override
  public Library open(String file, Mode mode, SearchContext context) throws IOException {
    if (file.contains("bad")) {
      throw new IOException(file + ": can't be linked");
    }
    events.add((mode == Mode.GLOBAL ? "open global " : "open ") + file);
    return new TestLibrary(file);
  }

  private final class TestLibrary implements Library {

    private final String file;

    TestLibrary(String file) {
      this.file = file;
    }

    @Override
    public Optional<LuaFunction> function(String symbol) throws IOException {
      if (symbol.contains("broken")) {
        throw new IOException(symbol + " can't be used");
      }
      if (symbol.contains("none")) {
        return Optional.empty();
      }
      return Optional.of(
          new VarArgFunction() {
            @Override
            public Varargs invoke(Varargs args) {
              return LuaValue.valueOf(symbol + " of " + file);
            }
          });
    }

    @Override
    public void close() {
      events.add("close " + file);
    }
  }
}
