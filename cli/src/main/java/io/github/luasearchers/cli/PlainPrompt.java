package io.github.luasearchers.cli;

import io.github.luasearchers.engine.value.Level;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.vm.LuaRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import javax.script.ScriptException;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The prompt without a line editor, for pipes and simple terminals: {@code doREPL} of lua.c.
 *
 * <p>What comes from a pipe is echoed behind the prompt, as the builds of distributions do, so that
 * the output reads like a conversation.
 */
final class PlainPrompt {

  private static final byte[] NEWLINE = {'\n'};

  private final Session session;
  private final InputStream in;
  private final PrintStream out;
  private final boolean echoes;

  PlainPrompt(Session session) {
    this.session = session;
    this.in = session.streams().in();
    this.out = session.streams().out();
    this.echoes = !session.streams().inTerminal();
  }

  /**
   * Runs the lines of the input until it ends.
   *
   * @throws Exit if one calls {@code os.exit}
   */
  void run() throws ScriptException {
    byte[] line = ask(true);
    while (line != null && answer(line)) {
      line = ask(true);
    }
    out.write(NEWLINE, 0, 1);
    out.flush();
  }

  /**
   * Runs what begins with a line, and asks for other lines as long as it has no end. If there are
   * no more, 5.2 forgets what was begun, and the conversation ends.
   */
  private boolean answer(byte[] first) throws ScriptException {
    Line line = new Line(session, first);
    while (run(line)) {
      byte[] more = ask(false);
      if (more == null && !session.level().atLeast(Level.LUA_5_3)) {
        return false;
      }
      if (more == null) {
        line.end();
      } else {
        line.add(more);
      }
    }
    return true;
  }

  /** Runs a line; tells whether it lacks its end. What stops it ends the line alone. */
  private boolean run(Line line) throws ScriptException {
    try {
      session.within(line);
      return line.isIncomplete();
    } catch (ScriptException e) {
      Command.message(session.streams().err(), "", LuaText.of(Command.describe(e)));
      return false;
    }
  }

  /** Asks for a line; returns null at the end of the input. */
  private byte @Nullable [] ask(boolean first) throws ScriptException {
    Question question = new Question(first);
    session.within(question);
    Command.write(out, question.text);
    out.flush();
    byte[] line = read();
    if (line != null && echoes) {
      out.write(line, 0, line.length);
      out.write(NEWLINE, 0, 1);
    }
    return line;
  }

  private byte @Nullable [] read() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = next();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      line.write(c);
      c = next();
    }
    return line.toByteArray();
  }

  /** Returns the next byte, -1 at the end; an input that can't be read has ended. */
  private int next() {
    try {
      return in.read();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Finds out what the prompt is by now. */
  private static final class Question implements Session.Work {

    private final boolean first;
    private LuaString text;

    Question(boolean first) {
      this.first = first;
      this.text = LuaString.valueOf(first ? "> " : ">> ");
    }

    @Override
    public void run(LuaRuntime lua) {
      LuaString name = LuaString.valueOf(first ? "_PROMPT" : "_PROMPT2");
      LuaValue value = lua.index(lua.globals(), name);
      if (value instanceof LuaString || value instanceof LuaNumber) {
        text = lua.text(value);
      } else if (!value.isnil() && lua.level().atLeast(Level.LUA_5_4)) {
        LuaValue tostring = lua.index(lua.globals(), LuaString.valueOf("tostring"));
        LuaValue shown = lua.call(tostring, (Varargs) value).arg1();
        text = shown instanceof LuaString string ? string : text;
      }
    }
  }
}
