package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.lib.io.Errno;
import io.github.luasearchers.engine.lib.io.Shell;
import io.github.luasearchers.engine.value.Integers;
import io.github.luasearchers.engine.value.LuaText;
import io.github.luasearchers.engine.value.Numbers;
import io.github.luasearchers.engine.value.Slices;
import io.github.luasearchers.engine.vm.LuaRuntime;
import io.github.luasearchers.engine.vm.ScriptExit;
import io.github.luasearchers.engine.vm.Table;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The library {@code os}: loslib.c. */
final class OsLib extends LibraryFunction {

  private static final int CLOCK = 0;
  private static final int DATE = 1;
  private static final int DIFFTIME = 2;
  private static final int EXECUTE = 3;
  private static final int EXIT = 4;
  private static final int GETENV = 5;
  private static final int REMOVE = 6;
  private static final int RENAME = 7;
  private static final int SETLOCALE = 8;
  private static final int TIME = 9;
  private static final int TMPNAME = 10;

  /** The fields of {@code os.time}'s table, as 5.4 reads them; 5.3 does so from the last. */
  private static final String[] FIELDS = {"year", "month", "day", "hour", "min", "sec"};

  /** Below 0 where there must be one. */
  private static final int[] DEFAULTS = {-1, -1, -1, 12, 0, 0};

  /** What C's {@code struct tm} counts from. */
  private static final int[] DELTAS = {1900, 1, 0, 0, 0, 0};

  /** The largest field that Lua 5.3 takes ({@code L_MAXDATEFIELD}). */
  private static final long MAX_FIELD = Integer.MAX_VALUE / 2;

  private static final List<String> CATEGORIES =
      Arrays.asList("all", "collate", "ctype", "monetary", "numeric", "time");

  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private static final LuaString DEFAULT_FORMAT = LuaString.valueOf("%c");
  private static final LuaString TABLE = LuaString.valueOf("*t");

  /** What a conversion of a date takes, in instructions of the loop. */
  private static final int CONVERSION = 64;

  /** More of a wrong format than any message shows. */
  private static final int LONGEST_REST = 1 << 12;

  private static final LuaString C = LuaString.valueOf("C");

  private final int function;

  /** Of the function {@code clock} alone. */
  private @Nullable CpuClock clock;

  private OsLib(LuaRuntime lua, String name, int function) {
    super(lua, name);
    this.function = function;
  }

  /**
   * Puts the functions into the library's table.
   *
   * @param sandbox whether it gets only what is of the time and the locale
   */
  static void fill(LuaRuntime lua, Table os, boolean sandbox) {
    os.presize(0, 16);
    new OsLib(lua, "clock", CLOCK).addTo(os);
    new OsLib(lua, "date", DATE).addTo(os);
    new OsLib(lua, "difftime", DIFFTIME).addTo(os);
    if (!sandbox) {
      new OsLib(lua, "execute", EXECUTE).addTo(os);
      new OsLib(lua, "exit", EXIT).addTo(os);
      new OsLib(lua, "getenv", GETENV).addTo(os);
      new OsLib(lua, "remove", REMOVE).addTo(os);
      new OsLib(lua, "rename", RENAME).addTo(os);
    }
    new OsLib(lua, "setlocale", SETLOCALE).addTo(os);
    new OsLib(lua, "time", TIME).addTo(os);
    if (!sandbox) {
      new OsLib(lua, "tmpname", TMPNAME).addTo(os);
    }
  }

  @Override
  protected Varargs run(Varargs args) {
    return switch (function) {
      case CLOCK -> Numbers.of(clock().nanos() / 1e9);
      case DATE -> date(args);
      case DIFFTIME -> difftime(args);
      case EXECUTE -> execute(args);
      case EXIT -> throw exit(args);
      case GETENV -> getenv(args);
      case REMOVE -> remove(args);
      case RENAME -> rename(args);
      case SETLOCALE -> setlocale(args);
      case TIME -> time(args);
      case TMPNAME -> tmpname();
      default -> throw new IllegalStateException(name());
    };
  }

  private CpuClock clock() {
    @Nullable CpuClock known = clock;
    if (known == null) {
      known = new CpuClock();
      clock = known;
    }
    return known;
  }

  // ---- processes

  private Varargs execute(Varargs args) {
    if (args.isnoneornil(1)) {
      return TRUE;
    }
    LuaString command = checkString(args, 1);
    try {
      return Shell.execute(lua, command);
    } catch (IOException e) {
      return Errno.of(e).results();
    }
  }

  private ScriptExit exit(Varargs args) {
    LuaValue status = args.arg1();
    int code = status.isboolean() ? status.toboolean() ? 0 : 1 : (int) optInt(args, 1, 0);
    return new ScriptExit(code, args.arg(2).toboolean());
  }

  private Varargs getenv(Varargs args) {
    @Nullable String value = System.getenv(FileNames.of(checkString(args, 1)));
    return value == null ? NIL : LuaText.of(value);
  }

  private Varargs setlocale(Varargs args) {
    @Nullable String locale = args.isnoneornil(1) ? null : FileNames.of(checkString(args, 1));
    checkOption(args, 2, "all", CATEGORIES);
    boolean known =
        locale == null || locale.isEmpty() || locale.equals("C") || locale.equals("POSIX");
    return known ? C : NIL;
  }

  // ---- files

  private Varargs remove(Varargs args) {
    LuaString name = checkString(args, 1);
    try {
      Files.delete(FileNames.open(FileNames.of(name)).toPath());
      return TRUE;
    } catch (IOException e) {
      return Errno.of(e).results(name);
    }
  }

  private Varargs rename(Varargs args) {
    LuaString from = checkString(args, 1);
    LuaString to = checkString(args, 2);
    try {
      File source = FileNames.open(FileNames.of(from));
      File target = FileNames.open(FileNames.of(to));
      Files.move(source.toPath(), target.toPath(), StandardCopyOption.ATOMIC_MOVE);
      return TRUE;
    } catch (IOException e) {
      return Errno.of(e).results();
    }
  }

  private Varargs tmpname() {
    File tmp = new File("/tmp");
    File directory = tmp.isDirectory() ? tmp : new File(System.getProperty("java.io.tmpdir"));
    for (int i = 0; i < 100; i++) {
      File file = new File(directory, randomName());
      try {
        if (file.createNewFile()) {
          return LuaText.of(file.getPath());
        }
      } catch (IOException e) {
        break;
      }
    }
    throw failure("unable to generate a unique filename");
  }

  private static String randomName() {
    StringBuilder name = new StringBuilder("lua_");
    for (int i = 0; i < 6; i++) {
      name.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    }
    return name.toString();
  }

  // ---- times

  private Varargs difftime(Varargs args) {
    if (level53) {
      return Numbers.of(difference(checkInteger(args, 1), checkInteger(args, 2)));
    }
    // In this order, as PUC's compiler evaluates the arguments of a call from the last to the
    // first.
    double earlier = args.isnoneornil(2) ? 0 : checkDouble(args, 2);
    double later = checkDouble(args, 1);
    return Numbers.of(difference(Numbers.toInteger(later), Numbers.toInteger(earlier)));
  }

  private static double difference(long later, long earlier) {
    return later < earlier ? -unsigned(earlier - later) : unsigned(later - earlier);
  }

  private static double unsigned(long number) {
    return number < 0 ? number + 0x1p64 : number;
  }

  private Varargs date(Varargs args) {
    LuaString given = optString(args, 1, DEFAULT_FORMAT);
    LuaString format = level53 ? given : LuaText.upToZero(given);
    long time = args.isnoneornil(2) ? System.currentTimeMillis() / 1000 : checkTime(args);
    boolean greenwich = format.m_length > 0 && format.luaByte(0) == '!';
    if (greenwich) {
      format = LuaString.valueUsing(format.m_bytes, format.m_offset + 1, format.m_length - 1);
    }
    Calendar.@Nullable Fields fields =
        Calendar.fields(time, greenwich ? null : ZoneId.systemDefault());
    if (fields == null) {
      if (!level53) {
        return NIL;
      }
      throw failure(unrepresentable("date"));
    }
    return LuaText.upToZero(format).raweq(TABLE) ? DateTable.of(lua, fields) : date(format, fields);
  }

  private long checkTime(Varargs args) {
    return level53 ? checkInteger(args, 2) : Numbers.toInteger(checkDouble(args, 2));
  }

  private String unrepresentable(String what) {
    return (level54 ? what : "time") + " result cannot be represented in this installation";
  }

  private Varargs date(LuaString format, Calendar.Fields fields) {
    LuaStringBuffer text = new LuaStringBuffer(lua, 64);
    DateFormat date = new DateFormat(fields, text);
    int at = 0;
    while (at < format.m_length) {
      int c = format.luaByte(at);
      Slices.step(at++);
      if (c != '%') {
        text.append(c);
        continue;
      }
      int length = DateFormat.conversionAt(format, at);
      if (length == 0) {
        throw argError(1, "invalid conversion specifier '%" + rest(format, at) + "'");
      }
      at += length;
      lua.charge(CONVERSION);
      date.write(format.luaByte(at - 1));
    }
    return text.toLuaString();
  }

  private static String rest(LuaString format, int at) {
    int length = Math.min(format.m_length - at, LONGEST_REST);
    LuaString rest = LuaString.valueUsing(format.m_bytes, format.m_offset + at, length);
    return LuaText.excerpt(LuaText.toJava(LuaText.upToZero(rest)));
  }

  private Varargs time(Varargs args) {
    if (args.isnoneornil(1)) {
      return lua.whole(System.currentTimeMillis() / 1000);
    }
    LuaTable table = checkTable(args, 1);
    return level53 ? time53(table) : time52(table);
  }

  private Varargs time52(LuaTable table) {
    int second = field(table, "sec", 0);
    int minute = field(table, "min", 0);
    int hour = field(table, "hour", 12);
    int day = field(table, "day", -1);
    int month = field(table, "month", -1);
    int year = field(table, "year", -1);
    LuaValue daylight = lua.index(table, LuaString.valueOf("isdst"));
    int daylightSaving = daylight.isnil() ? -1 : daylight.toboolean() ? 1 : 0;
    long time =
        Calendar.time(
            1900L + (year - 1900), 1L + (month - 1), day, hour, minute, second, daylightSaving);
    return time == -1 ? NIL : lua.whole(time);
  }

  /** Reads a field; a default below 0 means that there must be one. */
  private int field(LuaTable table, String name, int otherwise) {
    @Nullable LuaNumber number = number(lua.index(table, LuaString.valueOf(name)));
    if (number != null) {
      return (int) Numbers.toInteger(number.todouble());
    }
    if (otherwise < 0) {
      throw failure("field '" + name + "' missing in date table");
    }
    return otherwise;
  }

  /** Reads the fields in the level's order, as the first that is wrong is the one complained of. */
  private Varargs time53(LuaTable table) {
    long[] values = new long[FIELDS.length];
    for (int i = 0; i < FIELDS.length; i++) {
      int field = level54 ? i : FIELDS.length - 1 - i;
      values[field] = field(table, FIELDS[field], DEFAULTS[field], DELTAS[field]);
    }
    LuaValue daylight = lua.index(table, LuaString.valueOf("isdst"));
    int daylightSaving = daylight.isnil() ? -1 : daylight.toboolean() ? 1 : 0;
    long time =
        Calendar.time(
            values[0] + 1900,
            values[1] + 1,
            values[2],
            values[3],
            values[4],
            values[5],
            daylightSaving);
    Calendar.@Nullable Fields fields = Calendar.fields(time, ZoneId.systemDefault());
    if (time == -1 || fields == null) {
      throw failure(unrepresentable("time"));
    }
    DateTable.update(lua, table, fields);
    return lua.whole(time);
  }

  private boolean isInBounds(long field, int delta) {
    if (!level54) {
      return Math.abs(field) <= MAX_FIELD && field != Long.MIN_VALUE;
    }
    return field >= 0 ? field - delta <= Integer.MAX_VALUE : field >= Integer.MIN_VALUE + delta;
  }

  private long field(LuaTable table, String name, int otherwise, int delta) {
    LuaValue value = lua.index(table, LuaString.valueOf(name));
    @Nullable LuaNumber number = integer(value);
    if (number == null) {
      if (!value.isnil()) {
        throw failure("field '" + name + "' is not an integer");
      }
      if (otherwise < 0) {
        throw failure("field '" + name + "' missing in date table");
      }
      return otherwise;
    }
    long result = Integers.value(number);
    if (!isInBounds(result, delta)) {
      throw failure("field '" + name + "' is out-of-bound");
    }
    return result - delta;
  }
}
