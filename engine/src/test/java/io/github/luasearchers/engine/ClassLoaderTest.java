package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.luasearchers.engine.hostile.Order;
import java.net.URL;
import java.net.URLClassLoader;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;

/** Where scripts' classes come from. */
class ClassLoaderTest {

  private static final String BIND = "return luajava.bindClass('" + Order.class.getName() + "')";

  private static LuaScriptEngine inThreadWith(ClassLoader loader) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return LuaScriptEngine.builder().build();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void threadWhoseLoaderKnowsNothing_findsTheEnginesClasses() throws Exception {
    LuaScriptEngine engine = inThreadWith(ClassLoader.getPlatformClassLoader());
    assertThat(engine.eval(BIND)).isEqualTo(Order.class);
    assertThat(
            engine.eval(
                "local p = luajava.createProxy('java.lang.Runnable', '"
                    + Named.class.getName()
                    + "', {name = function() return 'n' end}) return p:name()"))
        .isEqualTo("n");
    assertThatThrownBy(() -> engine.eval("luajava.bindClass('no.such.Type')"))
        .hasMessageContaining("class 'no.such.Type' not found");
  }

  /** For a proxy of interfaces of two loaders. */
  public interface Named {

    String name();
  }

  @Test
  void threadsLoader_comesFirst() throws Exception {
    URL[] classes = {Order.class.getProtectionDomain().getCodeSource().getLocation()};
    try (URLClassLoader own = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
      Class<?> bound = (Class<?>) inThreadWith(own).eval(BIND);
      assertThat(bound).isNotEqualTo(Order.class);
      assertThat(bound.getClassLoader()).isSameAs(own);
    }
  }

  @Test
  void hostsLoader_isTheOnlyOne() {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().classLoader(ClassLoader.getPlatformClassLoader()).build();
    assertThatThrownBy(() -> engine.eval(BIND))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("not found");
  }
}
