package io.github.luasearchers.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A process engine that runs the scripts in its diagrams through Bindings of its own, which look
 * for each name among the variables of the process.
 */
class CamundaTest {

  private static final String START = "<startEvent id='start'/><endEvent id='end'/>";

  private ProcessEngine engine = open("main", false);

  @AfterEach
  void close() {
    engine.close();
  }

  private static ProcessEngine open(String name, boolean autoStore) {
    ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName(name);
    configuration.setJdbcUrl("jdbc:h2:mem:" + name + System.nanoTime() + ";DB_CLOSE_DELAY=1000");
    configuration.setAutoStoreScriptVariables(autoStore);
    configuration.setEnableScriptEngineNashornCompatibility(false);
    configuration.setMetricsEnabled(false);
    return configuration.buildProcessEngine();
  }

  @Test
  void task_readsAndWritesVariables() {
    deploy(
        task(
            """
            execution:setVariable('total', price * count)
            execution:setVariable('text', name:upper() .. ' 😀')
            local order = execution:getVariable('order')
            scratch = 'not to be stored'
            return order.items[1] .. #order.items
            """));
    Map<String, Object> variables =
        run(
            Map.of(
                "price",
                2.5,
                "count",
                4,
                "name",
                "ada",
                "order",
                new HashMap<>(Map.of("items", new ArrayList<>(List.of("a", "b"))))));
    assertThat(variables)
        .containsEntry("total", 10.0)
        .containsEntry("text", "ADA 😀")
        .containsEntry("result", "a2")
        .containsOnlyKeys("price", "count", "name", "order", "total", "text", "result");
  }

  @Test
  void task_keepsLongs() {
    deploy(task("return id"));
    assertThat(run(Map.of("id", (1L << 53) + 1))).containsEntry("result", (1L << 53) + 1);
  }

  @Test
  void condition_choosesTheWay() {
    deploy(
        START
            + "<exclusiveGateway id='g' default='no'/>"
            + flow("start", "g", "")
            + "<scriptTask id='big' scriptFormat='lua' camunda:resultVariable='way'><script>return"
            + " 'big'</script></scriptTask>"
            + "<scriptTask id='small' scriptFormat='lua' camunda:resultVariable='way'><script>return"
            + " 'small'</script></scriptTask>"
            + flow(
                "g",
                "big",
                "<conditionExpression xsi:type='tFormalExpression' language='lua'>return amount &gt;"
                    + " 100</conditionExpression>")
            + "<sequenceFlow id='no' sourceRef='g' targetRef='small'/>"
            + flow("big", "end", "")
            + flow("small", "end", ""));
    assertThat(run(Map.of("amount", 101))).containsEntry("way", "big");
    assertThat(run(Map.of("amount", 100))).containsEntry("way", "small");
  }

  @Test
  void variablesOfTheScript_areStoredIfWanted() {
    engine.close();
    engine = open("storing", true);
    deploy(task("made = given + 1; local hidden = 2; return hidden"));
    assertThat(run(Map.of("given", 1)))
        .containsEntry("made", 2)
        .containsOnlyKeys("given", "made", "result");
  }

  @Test
  void bpmnError_isCaughtInTheDiagram() {
    deploy(
        START
            + "<scriptTask id='t' scriptFormat='lua'><script>error(luajava.newInstance("
            + "'org.camunda.bpm.engine.delegate.BpmnError', 'nope', 'told'))</script></scriptTask>"
            + "<boundaryEvent id='b' attachedToRef='t'><errorEventDefinition errorRef='e'"
            + " camunda:errorMessageVariable='message'/></boundaryEvent>"
            + flow("start", "t", "")
            + flow("t", "end", "")
            + flow("b", "end", ""));
    assertThat(run(Map.of())).containsEntry("message", "told");
  }

  @Test
  void failure_isTheEnginesException() {
    deploy(task("error('broken on purpose')"));
    assertThatThrownBy(() -> run(Map.of()))
        .isInstanceOf(ProcessEngineException.class)
        .hasMessageContaining("broken on purpose");
    deploy(task("this is no Lua"));
    assertThatThrownBy(() -> run(Map.of()))
        .isInstanceOf(ProcessEngineException.class)
        .hasMessageContaining("near 'is'");
  }

  @Test
  void eightThreads_doNotMix() throws Exception {
    deploy(
        task(
            """
            local sum = 0
            for i = 1, 1000 do counter = (counter or 0) + n; sum = sum + n end
            return sum == counter and sum or 'mixed'
            """));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Map<String, Object>>> tasks = new ArrayList<>();
      for (int i = 1; i <= 64; i++) {
        int n = i;
        tasks.add(() -> run(Map.of("n", n)));
      }
      int n = 0;
      for (Future<Map<String, Object>> result : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
        n++;
        assertThat(result.get()).isEqualTo(Map.of("n", n, "result", n * 1000));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String task(String script) {
    return START
        + "<scriptTask id='t' scriptFormat='lua' camunda:resultVariable='result'><script><![CDATA["
        + script
        + "]]></script></scriptTask>"
        + flow("start", "t", "")
        + flow("t", "end", "");
  }

  private static String flow(String from, String to, String content) {
    return "<sequenceFlow id='%s_%s' sourceRef='%s' targetRef='%s'>%s</sequenceFlow>"
        .formatted(from, to, from, to, content);
  }

  private void deploy(String body) {
    String xml =
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'"
            + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            + " xmlns:camunda='http://camunda.org/schema/1.0/bpmn' targetNamespace='test'>"
            + "<error id='e' errorCode='nope'/>"
            + "<process id='process' isExecutable='true' camunda:historyTimeToLive='1'>"
            + body
            + "</process></definitions>";
    engine.getRepositoryService().createDeployment().addString("process.bpmn", xml).deploy();
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
      left.put(each.getName(), each.getValue());
    }
    return left;
  }
}
