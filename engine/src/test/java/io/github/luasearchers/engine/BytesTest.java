package io.github.luasearchers.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of bytes that are no UTF-8, by whichever door they go to Java and come back. */
class BytesTest {

  private static final String LONE = "a\uD83Dz";
  private static final String REFUSED = "lone surrogate can't be Lua's: U+D83D at index 1";

  private final LuaScriptEngine engine = LuaScriptEngine.builder().build();

  /** What hosts give to scripts and take from them. */
  public static final class Host {

    public String echo(String text) {
      return text;
    }

    public Object echoObject(Object value) {
      return value;
    }

    public byte[] bytes(byte[] bytes) {
      return bytes;
    }

    public String apply(UnaryOperator<String> function, String text) {
      return function.apply(text);
    }

    public String fail(String text) {
      throw new IllegalStateException(text);
    }

    public String lone() {
      return LONE;
    }

    public char loneCharacter() {
      return LONE.charAt(1);
    }
  }

  /** Each of them is to be true of every string {@code s}. */
  private static final List<String> DOORS =
      List.of(
          "host:echo(s) == s",
          "host:echoObject(s) == s",
          "tostring(host:bytes(s)) == s",
          "host:apply(function(x) assert(x == s) return x end, s) == s",
          "select(2, pcall(host.fail, host, s)):getMessage() == s",
          "(function() local l = luajava.newInstance('java.util.ArrayList')"
              + " l:add(s) return l[1] == s and l:contains(s) and l:indexOf(s) == 0 end)()",
          "(function() local m = luajava.newInstance('java.util.HashMap')"
              + " m[s] = s .. 'v' for k, v in pairs(m) do assert(k == s and v == s .. 'v') end"
              + " return m[s] == s .. 'v' end)()",
          "host:echoObject({[s] = s})[s] == s",
          "({host:echoObject({s})})[1][1] == s",
          "(function() _G[s .. '!'] = s return _G[s .. '!'] == s end)()",
          "load('return ' .. string.format('%q', s))() == s",
          "select(2, pcall(error, s, 0)) == s");

  @Test
  void everyDoor_givesEveryStringBack() throws Exception {
    List<Bindings> all = List.of(engine.createBindings(), new SimpleBindings());
    StringBuilder script = new StringBuilder();
    for (String door : DOORS) {
      script.append("assert(").append(door).append(", [==[").append(door).append("]==])\n");
    }
    for (Bindings bindings : all) {
      bindings.put("host", new Host());
      for (byte[] bytes : samples()) {
        bindings.put("given", bytes);
        engine.eval("s = tostring(given)\n" + script, bindings);
      }
    }
  }

  private static List<byte[]> samples() {
    List<byte[]> samples = new ArrayList<>();
    samples.add(new byte[0]);
    Random random = new Random(255);
    for (int i = 0; i < 256; i++) {
      samples.add(new byte[] {(byte) i});
      byte[] some = new byte[random.nextInt(12)];
      random.nextBytes(some);
      samples.add(some);
    }
    return samples;
  }

  @Test
  void results_andBindingsComeBackFromTheHost() throws Exception {
    for (byte[] bytes : samples()) {
      engine.put("bytes", bytes);
      Object text = engine.eval("s = tostring(bytes) return s");
      assertThat(engine.get("s")).isEqualTo(text);
      engine.put("back", text);
      assertThat(engine.eval("return back == s")).isEqualTo(true);
      engine.eval("function same(x) return x == s, x end");
      assertThat((Object[]) engine.invokeFunction("same", text)).containsExactly(true, text);
      if (!"".equals(text)) {
        engine.put("n" + text, 7);
        assertThat(engine.eval("return _G['n' .. s]")).isEqualTo(7);
        assertThat(engine.getBindings(ScriptContext.ENGINE_SCOPE)).containsKey("n" + text);
      }
      assertThat(engine.eval("return '" + quoted(text) + "' == s")).isEqualTo(true);
    }
  }

  /** Returns a text as it stands in source, where only these need an escape. */
  private static String quoted(Object text) {
    return text.toString()
        .replace("\\", "\\\\")
        .replace("'", "\\'")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  @Test
  void keys_thatDifferStayDifferent() throws Exception {
    Map<?, ?> map =
        (Map<?, ?>)
            engine.eval(
                "local t = {} for i = 0, 255 do t[string.char(i)] = i"
                    + " t[string.char(i, 255)] = -i end return t");
    assertThat(new HashMap<Object, Object>(map)).hasSize(512).containsEntry("\uDCFF", 255);
    Map<Object, Object> copy = new LinkedHashMap<>(map);
    engine.put("copy", copy);
    assertThat(
            engine.eval(
                "for i = 0, 255 do assert(copy[string.char(i)] == i)"
                    + " assert(copy[string.char(i, 255)] == -i) end return #copy"))
        .isEqualTo(512);
  }

  @Test
  void messages_keepTheirBytes() {
    assertThatThrownBy(() -> engine.eval("error('\\xff\\xc3')"))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("\uDCFF\uDCC3");
    assertThatThrownBy(() -> engine.eval("local t = {} t['\\xff'].x = 1"))
        .hasMessageContaining("field '\uDCFF'");
    assertThatThrownBy(() -> engine.eval("string.format('%d', '\\xff')"))
        .isInstanceOf(ScriptException.class);
    assertThatThrownBy(() -> engine.eval("collectgarbage('\\xff')"))
        .hasMessageContaining("invalid option '\uDCFF'");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 59, 60, 61, 200})
  void longNamesOfFiles_areKnownInMessages(int length) {
    String name = "é€".repeat(length).substring(0, length);
    engine.put("javax.script.filename", name);
    assertThatThrownBy(() -> engine.eval("\nerror('x')"))
        .isInstanceOfSatisfying(
            ScriptException.class,
            e -> {
              assertThat(e.getFileName()).isEqualTo(name);
              assertThat(e.getLineNumber()).isEqualTo(2);
            });
  }

  // ---- what is no text

  @Test
  void loneSurrogate_isRefusedWhereTheHostGivesIt() throws Exception {
    Bindings used = engine.createBindings();
    engine.eval("x = 1", used);
    for (Bindings bindings : List.of(engine.createBindings(), used)) {
      refused(() -> bindings.put("x", LONE));
      refused(() -> bindings.put(LONE, 1));
      engine.eval("assert(x ~= 2)", bindings);
    }
    refused(() -> engine.put("x", LONE));
    assertThatThrownBy(() -> engine.put("x", LONE.charAt(1))).hasMessageContaining("index 0");
    engine.eval("function f(x) return x end");
    assertThatThrownBy(() -> engine.invokeFunction("f", LONE))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining(REFUSED);
    Map<Object, Object> table = table();
    refused(() -> table.put(LONE, 1));
    refused(() -> table.put(1, LONE));
  }

  @SuppressWarnings("unchecked")
  private Map<Object, Object> table() throws ScriptException {
    return (Map<Object, Object>) engine.eval("return {x = 1}");
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void loneSurrogate_inSourceIsNamed(String expressions) {
    LuaScriptEngine engine =
        LuaScriptEngine.builder().setting("lua.expressions", expressions).build();
    assertThatThrownBy(() -> engine.eval(LONE))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining(REFUSED);
    assertThatThrownBy(() -> engine.compile(LONE))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining(REFUSED);
  }

  @Test
  void loneSurrogate_isAnErrorOfTheScriptThatGetsIt() throws Exception {
    Bindings foreign = new SimpleBindings(new HashMap<>(Map.of("lone", LONE)));
    foreign.put("host", new Host());
    for (String use : List.of("host:lone()", "host:loneCharacter()", "lone")) {
      Object message =
          engine.eval(
              "local ok, e = pcall(function() return " + use + " end) return tostring(e)", foreign);
      assertThat(message.toString()).contains("U+D83D at index");
      assertThatThrownBy(() -> engine.eval("return " + use, foreign))
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("U+D83D at index");
    }
  }

  @Test
  void loneSurrogate_inAMessageHidesNoFailure() throws Exception {
    engine.put(
        "f",
        new org.luaj.vm2.lib.ZeroArgFunction() {
          @Override
          public org.luaj.vm2.LuaValue call() {
            throw new IllegalStateException(LONE);
          }
        });
    assertThat(engine.eval("return select(2, pcall(f))").toString()).contains("a\uFFFDz");
  }

  // ---- byte[]

  @Test
  void byteArray_isAnArrayWhoseTextAreTheBytes() throws Exception {
    engine.put("bytes", new byte[] {0, -1, 65});
    assertThat(engine.eval("return tostring(bytes) == '\\0\\255A', #bytes, bytes[2]"))
        .isEqualTo(new Object[] {true, 3, -1});
    assertThat(engine.eval("return type(bytes), tostring(bytes):byte(2)"))
        .isEqualTo(new Object[] {"userdata", 255});
    for (String function : List.of("io.write", "string.len", "string.upper", "load")) {
      assertThatThrownBy(() -> engine.eval(function + "(bytes)"))
          .as(function)
          .isInstanceOf(ScriptException.class)
          .hasMessageContaining("bad argument #1");
    }
    engine.put("text", new byte[] {-61, -1, 65});
    assertThat(engine.eval("return ('<%s>'):format(text) == '<\\xc3\\xffA>'")).isEqualTo(true);
  }

  /** What a host may ask for, to have bytes. */
  public interface Packer {
    byte[] pack(byte[] bytes);
  }

  @Test
  void string_isTheBytesOfAByteArray() throws Exception {
    engine.put("host", new Host());
    assertThat((byte[]) engine.eval("return host:bytes('\\0\\xff\\xc3')"))
        .containsExactly(0, 0xff, 0xc3);
    engine.put("ByteBuffer", ByteBuffer.class);
    assertThat((byte[]) engine.eval("return ByteBuffer:wrap('\\0\\xff\\xc3'):array()"))
        .containsExactly(0, 0xff, 0xc3);
    engine.eval("function pack(bytes) return tostring(bytes):rep(2) end");
    byte[] packed = engine.getInterface(Packer.class).pack(new byte[] {-1, 0});
    assertThat(packed).containsExactly(0xff, 0, 0xff, 0);
  }

  @Test
  void byteArray_isCountedWhenItBecomesAString() throws Exception {
    LuaScriptEngine small = LuaScriptEngine.builder().setting("lua.limits.memory", "16M").build();
    byte[] large = new byte[64 << 20];
    Arrays.fill(large, (byte) -1);
    small.put("bytes", large);
    assertThat(small.eval("return (pcall(tostring, bytes))")).isEqualTo(false);
  }
}
