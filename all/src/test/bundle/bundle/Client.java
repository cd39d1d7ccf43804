package bundle;

import io.github.luasearchers.engine.LuaScriptEngine;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A bundle that knows javax.script, and in one method a class of the engine. */
public class Client {

  /** Finds the engine as an OSGi service, which SPI Fly makes of the entry in META-INF/services. */
  public static Object byService(String script) throws Exception {
    BundleContext context = FrameworkUtil.getBundle(Client.class).getBundleContext();
    for (var reference : context.getServiceReferences(ScriptEngineFactory.class, null)) {
      ScriptEngineFactory factory = context.getService(reference);
      if (factory.getNames().contains("lua")) {
        ScriptEngineManager manager = new ScriptEngineManager();
        manager.registerEngineName("lua", factory);
        return evaluate(() -> manager.getEngineByName("lua"), script);
      }
    }
    return "no service";
  }

  /** Finds the engine by ServiceLoader, whose calls in this bundle SPI Fly changes. */
  public static Object byServiceLoader(String script) throws Exception {
    for (ScriptEngineFactory factory : ServiceLoader.load(ScriptEngineFactory.class)) {
      if (factory.getNames().contains("lua")) {
        return evaluate(factory::getScriptEngine, script);
      }
    }
    return "no provider";
  }

  /** Finds nothing: the manager is the JDK's, and asks the thread's class loader. */
  public static Object byManagerAlone(String script) throws Exception {
    ScriptEngineManager manager = new ScriptEngineManager();
    return evaluate(() -> manager.getEngineByName("lua"), script);
  }

  /** Finds the engine without SPI Fly, by the class loader of one of its classes. */
  public static Object byClassLoader(String script) throws Exception {
    ScriptEngineManager manager = new ScriptEngineManager(LuaScriptEngine.class.getClassLoader());
    return evaluate(() -> manager.getEngineByName("lua"), script);
  }

  /** Makes an engine and evaluates, with this bundle's classes and resources for the script. */
  private static Object evaluate(Callable<ScriptEngine> lua, String script) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Client.class.getClassLoader());
    try {
      ScriptEngine engine = lua.call();
      return engine == null ? "no engine" : engine.eval(script);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
