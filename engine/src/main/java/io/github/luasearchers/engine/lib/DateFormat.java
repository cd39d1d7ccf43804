package io.github.luasearchers.engine.lib;

import io.github.luasearchers.engine.value.LuaText;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** Writes a time as a format says: {@code strftime} in the C locale. */
final class DateFormat {

  private static final String PLAIN = "aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%";
  private static final String AFTER_E = "cCxXyY";
  private static final String AFTER_O = "deHImMSuUVwWy";

  private static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  private final Calendar.Fields time;
  private final LuaStringBuffer out;

  DateFormat(Calendar.Fields time, LuaStringBuffer out) {
    this.time = time;
    this.out = out;
  }

  /** Returns how many bytes a conversion has after its {@code %}, 0 if there is no such one. */
  static int conversionAt(LuaString format, int at) {
    int c = byteAt(format, at);
    int next = byteAt(format, at + 1);
    if (c > 0 && PLAIN.indexOf(c) >= 0) {
      return 1;
    }
    boolean modified =
        next > 0
            && (c == 'E' && AFTER_E.indexOf(next) >= 0 || c == 'O' && AFTER_O.indexOf(next) >= 0);
    return modified ? 2 : 0;
  }

  private static int byteAt(LuaString format, int at) {
    return at < format.m_length ? format.luaByte(at) : 0;
  }

  /** Writes what one conversion stands for. */
  void write(int conversion) {
    switch (conversion) {
      case 'a' -> out.append(DAYS[time.weekDay].substring(0, 3));
      case 'A' -> out.append(DAYS[time.weekDay]);
      case 'b', 'h' -> out.append(MONTHS[time.month - 1].substring(0, 3));
      case 'B' -> out.append(MONTHS[time.month - 1]);
      case 'c' -> writeAll("a b e T Y", ' ');
      case 'C' -> out.append(Long.toString(Math.floorDiv(time.year, 100L)));
      case 'd' -> padded(time.day, 2, '0');
      case 'D', 'x' -> writeAll("m/d/y", '/');
      case 'e' -> padded(time.day, 2, ' ');
      case 'F' -> writeAll("Y-m-d", '-');
      case 'H' -> padded(time.hour, 2, '0');
      case 'I' -> padded((time.hour + 11) % 12 + 1, 2, '0');
      case 'j' -> padded(time.yearDay + 1, 3, '0');
      case 'm' -> padded(time.month, 2, '0');
      case 'M' -> padded(time.minute, 2, '0');
      case 'n' -> out.append('\n');
      case 'p' -> out.append(time.hour < 12 ? "AM" : "PM");
      case 'r' -> writeAll("I:M:S p", ' ');
      case 'R' -> writeAll("H:M", ':');
      case 'S' -> padded(time.second, 2, '0');
      case 't' -> out.append('\t');
      case 'T', 'X' -> writeAll("H:M:S", ':');
      default -> writeYearOrZone(conversion);
    }
  }

  private void writeYearOrZone(int conversion) {
    switch (conversion) {
      case 'g' -> padded(Math.floorMod(isoYear(), 100L), 2, '0');
      case 'G' -> out.append(Long.toString(isoYear()));
      case 'u' -> padded((time.weekDay + 6) % 7 + 1, 1, '0');
      case 'U' -> padded((time.yearDay + 7 - time.weekDay) / 7, 2, '0');
      case 'V' -> padded(isoWeek(), 2, '0');
      case 'w' -> padded(time.weekDay, 1, '0');
      case 'W' -> padded((time.yearDay + 7 - (time.weekDay + 6) % 7) / 7, 2, '0');
      case 'y' -> padded(Math.floorMod(time.year, 100L), 2, '0');
      case 'Y' -> out.append(Long.toString(time.year));
      case 'z' -> writeOffset();
      case 'Z' -> out.append(LuaText.of(zoneName()));
      default -> out.append('%');
    }
  }

  /** Writes a composed conversion: letters are conversions, all else is text. */
  private void writeAll(String conversions, char separator) {
    for (int i = 0; i < conversions.length(); i++) {
      char c = conversions.charAt(i);
      if (c == separator || c == ':') {
        out.append(c);
      } else {
        write(c);
      }
    }
  }

  private void padded(long number, int width, char fill) {
    if (number < 0) {
      out.append('-');
    }
    String digits = Long.toString(Math.abs(number));
    out.pad(fill, width - digits.length() - (number < 0 ? 1 : 0));
    out.append(digits);
  }

  // ---- ISO 8601's weeks, of which the first has the year's first Thursday

  private int isoWeek() {
    return isoDay() / 7 + 1;
  }

  /** Returns the days since the Monday of the ISO year's first week. */
  private int isoDay() {
    int days = isoDays(time.yearDay, time.weekDay);
    if (days < 0) {
      return isoDays(time.yearDay + length(time.year - 1), time.weekDay);
    }
    int inNext = isoDays(time.yearDay - length(time.year), time.weekDay);
    return inNext >= 0 ? inNext : days;
  }

  private long isoYear() {
    if (isoDays(time.yearDay, time.weekDay) < 0) {
      return time.year - 1;
    }
    return isoDays(time.yearDay - length(time.year), time.weekDay) >= 0 ? time.year + 1 : time.year;
  }

  private static int isoDays(int yearDay, int weekDay) {
    return yearDay - Math.floorMod(yearDay - weekDay + 4, 7) + 3;
  }

  private static int length(long year) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return leap ? 366 : 365;
  }

  // ---- zones

  private void writeOffset() {
    int minutes = Math.abs(time.offset) / 60;
    out.append(time.offset < 0 ? '-' : '+');
    padded(minutes / 60 * 100 + minutes % 60, 4, '0');
  }

  private String zoneName() {
    @Nullable ZoneId zone = time.zone;
    if (zone == null) {
      return "GMT";
    }
    return TimeZone.getTimeZone(zone)
        .getDisplayName(time.daylightSaving, TimeZone.SHORT, Locale.ENGLISH);
  }
}
