/** The searcher for modules in class-path resources. */
module io.github.luasearchers.searchers.classpath {
  requires io.github.luasearchers.spi;
  requires static org.jspecify;

  provides io.github.luasearchers.spi.LuaSearcherProvider with
      io.github.luasearchers.searchers.classpath.ClasspathSearcherProvider;
}
