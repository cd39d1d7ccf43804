package io.github.luasearchers.engine.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A function of Lua was translated to a class of Java's, or could not be. */
@Name("io.github.luasearchers.Translate")
@Label("Translation of a Function")
@Description("A function of Lua was translated to a class of Java's, or could not be")
@Category("Lua")
@StackTrace(false)
final class TranslateFlight extends Event implements TranslateSpan {

  @Label("Name")
  @Description("The function's file, and the line where it is defined; 0 for a file's own code")
  @Nullable String name;

  @Label("Entry")
  @Description("The instruction where the translation is entered; 0: by calls")
  int entry;

  @Label("Line")
  @Description("The line of that instruction")
  int line;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Size")
  @Description("What the class takes in the format of class files")
  @DataAmount
  int size;

  @Label("Number")
  @Description("1 for the function's first translation, of whatever entry")
  int number;

  @Label("Reason")
  @Description("Why there is none")
  @Nullable String reason;

  @Override
  public void translated(int bytes, int ordinal) {
    end();
    if (shouldCommit()) {
      outcome = "TRANSLATED";
      size = bytes;
      number = ordinal;
      commit();
    }
  }

  @Override
  public void refused(String whatCameOfIt, String why) {
    end();
    if (shouldCommit()) {
      outcome = whatCameOfIt;
      reason = why;
      commit();
    }
  }
}
