import java.util.Map;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;

public class Main {
  public static void main(String[] args) throws Exception {
    ScriptEngine lua = new ScriptEngineManager().getEngineByName("lua");
    lua.put("price", 2.5);
    lua.eval("function total(item) return item.count * price end");
    Object total = ((Invocable) lua).invokeFunction("total", Map.of("count", 4));
    System.out.println("4 apples cost " + total);
    lua.eval("print((require('colour')))");
  }
}
