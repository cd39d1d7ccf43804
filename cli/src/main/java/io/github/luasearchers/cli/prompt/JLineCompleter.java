package io.github.luasearchers.cli.prompt;

import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptException;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers JLine what {@link Completion} finds. */
final class JLineCompleter implements Completer {

  private final Universe universe;

  JLineCompleter(Universe universe) {
    this.universe = universe;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String before = line.line().substring(0, line.cursor());
    List<String> found = new ArrayList<>();
    try {
      universe.enter(lua -> found.addAll(new Completion(lua, before).candidates()));
    } catch (ScriptException e) {
      return; // an engine that can't be used has no names
    }
    for (String each : found) {
      candidates.add(new Candidate(each, each, null, null, null, null, false));
    }
  }
}
