package io.github.luasearchers.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.flowable.engine.runtime.ProcessInstance;
import org.flowable.variable.api.history.HistoricVariableInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A process engine whose Bindings throw from all methods but those that a script's own names need:
 * {@code isEmpty}, {@code size} and {@code entrySet} among them.
 */
class FlowableTest {

  private final ProcessEngine engine = open();

  private static ProcessEngine open() {
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setEngineName("flowable");
    configuration.setJdbcUrl("jdbc:h2:mem:flowable" + System.nanoTime() + ";DB_CLOSE_DELAY=1000");
    configuration.setDisableIdmEngine(true);
    configuration.setDisableEventRegistry(true);
    return configuration.buildProcessEngine();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void task_readsAndWritesVariables() {
    deploy(
        """
        execution:setVariable('total', price * count)
        execution:setVariable('text', name:upper() .. ' 😀')
        scratch = 'not to be stored'
        return items[1] .. #items
        """,
        false);
    assertThat(run(Map.of("price", 2.5, "count", 4, "name", "ada", "items", List.of("a", "b"))))
        .containsEntry("total", 10.0)
        .containsEntry("text", "ADA 😀")
        .containsEntry("result", "a2")
        .containsOnlyKeys("price", "count", "name", "items", "total", "text", "result");
  }

  @Test
  void variablesOfTheScript_areStoredIfWanted() {
    deploy("made = given + 1; local hidden = 2; return hidden", true);
    assertThat(run(Map.of("given", 1)))
        .containsEntry("made", 2)
        .containsOnlyKeys("given", "made", "result");
  }

  @Test
  void globals_areGoneThrough() {
    deploy(
        "local n = 0 for name in pairs(_G) do if name == 'print' then n = n + 1 end end return n",
        false);
    assertThat(run(Map.of())).containsEntry("result", 1);
  }

  @Test
  void failure_isTheEnginesException() {
    deploy("error('broken on purpose')", false);
    assertThatThrownBy(() -> run(Map.of()))
        .isInstanceOf(FlowableException.class)
        .hasStackTraceContaining("broken on purpose");
  }

  private void deploy(String script, boolean autoStore) {
    String xml =
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'"
            + " xmlns:flowable='http://flowable.org/bpmn' targetNamespace='test'>"
            + "<process id='process' isExecutable='true'>"
            + "<startEvent id='start'/><endEvent id='end'/>"
            + "<scriptTask id='t' scriptFormat='lua' flowable:resultVariable='result'"
            + " flowable:autoStoreVariables='"
            + autoStore
            + "'><script><![CDATA["
            + script
            + "]]></script></scriptTask>"
            + "<sequenceFlow id='a' sourceRef='start' targetRef='t'/>"
            + "<sequenceFlow id='b' sourceRef='t' targetRef='end'/>"
            + "</process></definitions>";
    engine.getRepositoryService().createDeployment().addString("process.bpmn20.xml", xml).deploy();
  }

  /** Runs the process to its end and returns the variables that it left. */
  private Map<String, Object> run(Map<String, Object> variables) {
    ProcessInstance instance =
        engine.getRuntimeService().startProcessInstanceByKey("process", variables);
    Map<String, Object> left = new HashMap<>();
    for (HistoricVariableInstance each :
        engine
            .getHistoryService()
            .createHistoricVariableInstanceQuery()
            .processInstanceId(instance.getId())
            .list()) {
      left.put(each.getVariableName(), each.getValue());
    }
    return left;
  }
}
