package io.github.luasearchers.spi;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Links library files for {@code package.cpath}, the all-in-one searcher and {@code
 * package.loadlib}. This is what a jar registers, in a file {@code
 * META-INF/services/io.github.luasearchers.spi.LibraryLinker} that names the implementing class;
 * the class is public and has a public constructor without parameters.
 *
 * <p>Linkers are asked in the order of their names, and the first that takes a file links it. Each
 * engine links a file once; a second use finds the library that is open.
 *
 * <p>A linker may be asked by several threads at once, for different engines, and by one thread at
 * a time for one engine. One that throws a {@code LinkageError}, as where its own libraries are
 * missing, is named in the message about the module that was asked for.
 *
 * @since 0.1.0
 */
public interface LibraryLinker {

  /**
   * Returns the name by which messages and settings know this linker. It follows the rules of
   * {@link LuaSearcherProvider#name()}.
   */
  String name();

  /**
   * Returns the settings that this linker has, as {@link LuaSearcherProvider#settings}.
   *
   * @return always the same ones; none by default
   */
  default Collection<Setting<?>> settings() {
    return List.of();
  }

  /**
   * Tells whether this linker takes a file, judged by its name. A file that it takes and then can't
   * link is an error; a file that no linker takes is passed over with a sentence that says so.
   *
   * @param file the file's name, as {@code package.cpath} or the script wrote it; there need be no
   *     such file
   */
  boolean links(String file);

  /**
   * Tells why this linker links nothing for an engine, where a setting of the engine's keeps it
   * from that. Files that it would take are then passed over, and the sentence stands at the end of
   * the message about the module that was asked for.
   *
   * @param context what the engine tells its linkers; asked for once by each engine
   * @return what is missing, in words that go on after a file's name and a colon: {@code "it is a C
   *     library; to link it, set lua.clibs = true"}. Empty by default: nothing is
   */
  default Optional<String> refusal(SearchContext context) {
    return Optional.empty();
  }

  /**
   * For whom a library is opened.
   *
   * @since 0.1.0
   */
  enum Mode {
    /** For its functions, as a module is: {@code RTLD_LOCAL} of {@code dlopen}. */
    PRIVATE,
    /**
     * For the libraries that are opened after it, which may use its symbols: {@code RTLD_GLOBAL}.
     * This is what {@code package.loadlib(file, "*")} asks for. A linker whose libraries can't
     * share symbols opens it as for its functions.
     */
    GLOBAL
  }

  /**
   * Opens a library. A failure here is one to open it, {@code "open"} as the third result of {@code
   * package.loadlib}; that it lacks a function, {@code "init"}, {@link Library#function} says.
   *
   * @param file a name for which {@link #links} was true
   * @param mode for whom; a library that is open already is not opened again for another mode
   * @param context what the engine tells its linkers
   * @return the open library, which the engine closes when it is closed itself
   * @throws IOException if the file can't be read or is no library of this kind; the message names
   *     the file and says what is wrong with it
   * @throws RuntimeException if anything else fails; it is an error of the script that asked, with
   *     this exception as its cause
   */
  Library open(String file, Mode mode, SearchContext context) throws IOException;
}
