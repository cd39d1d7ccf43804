package io.github.luasearchers.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.scripting.ScriptCompilationException;
import org.springframework.scripting.support.StandardScriptEvaluator;
import org.springframework.scripting.support.StaticScriptSource;

/** Spring's {@code StandardScriptEvaluator}, and beans written in Lua by {@code lang:std}. */
class SpringTest {

  public interface Greeter {

    String greet(String name);

    int sum(List<Integer> numbers);

    default String twice(String name) {
      return greet(name) + greet(name);
    }
  }

  public interface Calculator {

    double calculate(double x) throws ScriptException;
  }

  private final StandardScriptEvaluator evaluator =
      new StandardScriptEvaluator(SpringTest.class.getClassLoader());

  SpringTest() {
    evaluator.setEngineName("lua");
  }

  private Object evaluate(String script, Map<String, Object> arguments) {
    return evaluator.evaluate(new StaticScriptSource(script), arguments);
  }

  @Test
  void evaluator_hasItsArguments() {
    assertThat(
            evaluate("return a + b[1], c.d", Map.of("a", 1, "b", List.of(2), "c", Map.of("d", 4L))))
        .isEqualTo(new Object[] {3, 4});
    assertThat(evaluate("return price > 10", Map.of("price", 12.5))).isEqualTo(true);
    assertThat(evaluate("return {name = n}", Map.of("n", "😀"))).isEqualTo(Map.of("name", "😀"));
  }

  @Test
  void evaluator_givesGlobals() {
    evaluator.setGlobalBindings(Map.of("rate", 0.5));
    assertThat(evaluate("return rate * x", Map.of("x", 4))).isEqualTo(2.0);
  }

  @Test
  void evaluator_failsWithItsOwnException() {
    evaluator.setEngineName("lua5.2");
    assertThatThrownBy(() -> evaluate("x.y = 1", Map.of()))
        .isInstanceOf(ScriptCompilationException.class)
        .hasStackTraceContaining("attempt to index global 'x' (a nil value)");
  }

  @Test
  void bean_ofFunctions() {
    Greeter greeter =
        bean(
            Greeter.class,
            """
            function greet(name) return 'hello ' .. name end
            function sum(numbers) local s = 0 for _, n in ipairs(numbers) do s = s + n end return s end
            """);
    assertThat(greeter.greet("Ada")).isEqualTo("hello Ada");
    assertThat(greeter.sum(List.of(1, 2, 3))).isEqualTo(6);
    assertThat(greeter.twice("x")).isEqualTo("hello xhello x");
  }

  @Test
  void bean_ofATable() {
    Greeter greeter =
        bean(
            Greeter.class,
            """
            local greeter = {word = 'hi '}
            function greeter:greet(name) return self.word .. name end
            function greeter:sum(numbers) return #numbers end
            return greeter
            """);
    assertThat(greeter.greet("Bob")).isEqualTo("hi Bob");
    assertThat(greeter.sum(List.of(1, 2))).isEqualTo(2);
  }

  @Test
  void bean_failsAsJavaDoes() {
    Calculator calculator = bean(Calculator.class, "function calculate(x) return x + nil end");
    assertThatThrownBy(() -> calculator.calculate(1))
        .hasStackTraceContaining("attempt to perform arithmetic on a nil value");
  }

  private static <T> T bean(Class<T> type, String script) {
    String xml =
        """
        <beans xmlns="http://www.springframework.org/schema/beans"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xmlns:lang="http://www.springframework.org/schema/lang"
            xsi:schemaLocation="http://www.springframework.org/schema/beans
              https://www.springframework.org/schema/beans/spring-beans.xsd
              http://www.springframework.org/schema/lang
              https://www.springframework.org/schema/lang/spring-lang.xsd">
          <lang:std id="bean" engine="lua" script-interfaces="%s">
            <lang:inline-script><![CDATA[%s]]></lang:inline-script>
          </lang:std>
        </beans>
        """
            .formatted(type.getName(), script);
    GenericXmlApplicationContext context = new GenericXmlApplicationContext();
    context.load(new ByteArrayResource(xml.getBytes(UTF_8)));
    context.refresh();
    return context.getBean("bean", type);
  }
}
