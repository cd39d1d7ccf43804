package io.github.luasearchers.engine.live.picture;

import io.github.luasearchers.engine.LuaModule;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When modules were loaded, in the file format of speedscope: one profile of events, in which a
 * module is a frame that lies within that of its requirer.
 */
final class Speedscope {

  private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";

  private final Graph graph;
  private final Json events = new Json();
  private final Deque<Frame> open = new ArrayDeque<>();
  private long now;

  /** A frame that is open, and when it ends. */
  private record Frame(int number, long end) {}

  private Speedscope(Graph graph) {
    this.graph = graph;
  }

  static String of(Graph graph) {
    Speedscope speedscope = new Speedscope(graph);
    speedscope.events.begin('[');
    List<Integer> byBegin =
        IntStream.range(0, graph.size())
            .boxed()
            .sorted(Comparator.comparingLong(each -> graph.module(each).beginNanos()))
            .toList();
    for (int module : byBegin) {
      speedscope.add(module);
    }
    speedscope.closeUntil(Long.MAX_VALUE);
    speedscope.events.end(']');
    return speedscope.file();
  }

  private void add(int number) {
    LuaModule module = graph.module(number);
    closeUntil(module.beginNanos());
    long begin = Math.max(now, module.beginNanos());
    open(number, begin, module.beginNanos() + Costs.total(module));
    part(graph.size(), begin, module.findNanos());
    part(graph.size() + 1, now, module.compileNanos());
  }

  /** A part of a load, in which nothing else is loaded. */
  private void part(int number, long begin, long nanos) {
    if (nanos > 0) {
      open(number, begin, begin + nanos);
      closeUntil(begin + nanos);
    }
  }

  /** Opens a frame. One that lasts longer than that around it, as in a coroutine, is cut there. */
  private void open(int number, long begin, long end) {
    long most = open.isEmpty() ? end : Math.min(end, open.element().end);
    event("O", number, begin);
    open.push(new Frame(number, Math.max(begin, most)));
  }

  private void closeUntil(long time) {
    while (!open.isEmpty() && open.element().end <= time) {
      Frame frame = open.pop();
      event("C", frame.number, Math.max(now, frame.end));
    }
  }

  private void event(String type, int number, long time) {
    now = time;
    events.begin('{').key("type").value(type);
    events.key("frame").value(number).key("at").value(time).end('}');
  }

  private String file() {
    Json json = new Json();
    json.begin('{').key("$schema").value(SCHEMA);
    json.key("exporter").value("LuaSearchers").key("name").value("require");
    json.key("activeProfileIndex").value(0);
    json.key("shared").begin('{').key("frames").begin('[');
    for (LuaModule module : graph.modules()) {
      json.begin('{').key("name").value(module.name());
      module.origin().ifPresent(origin -> json.key("file").value(origin));
      json.end('}');
    }
    for (String part : List.of("(search)", "(compile)")) {
      json.begin('{').key("name").value(part).end('}');
    }
    json.end(']').end('}');
    json.key("profiles").begin('[').begin('{');
    json.key("type").value("evented").key("name").value("require");
    json.key("unit").value("nanoseconds");
    long start = graph.modules().stream().mapToLong(LuaModule::beginNanos).min().orElse(0);
    json.key("startValue").value(start).key("endValue").value(Math.max(now, start));
    json.key("events").raw(events.toString());
    return json.end('}').end(']').end('}').toString();
  }
}
