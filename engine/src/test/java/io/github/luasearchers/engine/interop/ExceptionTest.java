package io.github.luasearchers.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaError;

class ExceptionTest {

  private final Script script = new Script();

  private ExceptionTest throwing(Throwable thrown) {
    script.with(
        "thrower",
        (Callable<Object>)
            () -> {
              if (thrown instanceof Error error) {
                throw error;
              }
              throw (Exception) thrown;
            });
    return this;
  }

  @Test
  void exception_isAValueToPcall() {
    throwing(new IOException("no disk"));
    assertThat(
            script.eval(
                "local ok, e = pcall(thrower) return ok, type(e), tostring(e), 'failed: ' .. e,"
                    + " e:getClass():getName(), e.class.simpleName, e.message, e:getMessage()"))
        .isEqualTo(
            new Object[] {
              false,
              "userdata",
              "no disk",
              "failed: no disk",
              "java.io.IOException",
              "IOException",
              "no disk",
              "no disk"
            });
  }

  @Test
  void exception_withoutMessageHasItsName() {
    throwing(new IllegalStateException());
    assertThat(script.eval("return tostring(select(2, pcall(thrower)))"))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void exception_isTheCause() {
    IOException thrown = new IOException("no disk");
    throwing(thrown);
    LuaError error = catchThrowableOfType(LuaError.class, () -> script.run("thrower()"));
    assertThat(error).hasCauseReference(thrown);
    assertThat(JavaBridge.cause(error)).isSameAs(thrown);
    assertThat(script.bridge.toJava(error.getMessageObject())).isSameAs(thrown);
  }

  @Test
  void exception_thrownAgainIsStillKnown() {
    IOException thrown = new IOException("no disk");
    throwing(thrown);
    LuaError error =
        catchThrowableOfType(
            LuaError.class, () -> script.run("local ok, e = pcall(thrower) error(e)"));
    assertThat(JavaBridge.cause(error)).isSameAs(thrown);
  }

  @Test
  void errorOfAScript_hasNoCause() {
    LuaError error = catchThrowableOfType(LuaError.class, () -> script.run("error('x')"));
    assertThat(JavaBridge.cause(error)).isNull();
  }

  @Test
  void errorOfTheMachine_passesThrough() {
    LinkageError thrown = new LinkageError("gone");
    throwing(thrown);
    assertThatThrownBy(() -> script.run("pcall(thrower)")).isSameAs(thrown);
  }

  @Test
  void exceptionOfAFace_isAValueToo() {
    script.with("l", Collections.unmodifiableList(new ArrayList<>(List.of(1))));
    assertThat(script.eval("local ok, e = pcall(function() l[1] = 2 end) return e.class.name"))
        .isEqualTo("java.lang.UnsupportedOperationException");
    assertThat(
            script.eval("local ok, e = pcall(function() return l:get(5) end) return e.class.name"))
        .isEqualTo("java.lang.IndexOutOfBoundsException");
  }

  @Test
  void exceptionOfAConstructor_isAValueToo() {
    assertThat(
            script.eval(
                "local ok, e = pcall(luajava.newInstance, 'java.util.ArrayList', -1)"
                    + " return e.class.name, tostring(e)"))
        .isEqualTo(new Object[] {"java.lang.IllegalArgumentException", "Illegal Capacity: -1"});
  }
}
