package io.github.luasearchers.engine.lib;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times between the seconds of the epoch and the fields of a calendar: {@code mktime} and back. */
final class Calendar {

  private static final long DAY = 86400;
  private static final long DAYS_OF_400_YEARS = 146097;

  /** How far from a time its zone's other half of the year is looked for. */
  private static final long SEARCH = 17L * 366 * DAY;

  private Calendar() {}

  // ---- seconds to fields

  /** A time as the fields of C's {@code struct tm}, with the year and the month in full. */
  static final class Fields {
    long year;
    int month;
    int day;
    int hour;
    int minute;
    int second;

    /** From 0 for Sunday. */
    int weekDay;

    /** From 0. */
    int yearDay;

    boolean daylightSaving;
    int offset;

    /** The zone, null for Greenwich. */
    @Nullable ZoneId zone;
  }

  /** Returns the fields of a time, or null if the year does not fit into C's {@code int}. */
  static @Nullable Fields fields(long time, @Nullable ZoneId zone) {
    Fields fields = new Fields();
    fields.zone = zone;
    if (zone != null) {
      ZoneRules rules = zone.getRules();
      Instant instant = instant(time);
      fields.offset = rules.getOffset(instant).getTotalSeconds();
      fields.daylightSaving = rules.isDaylightSavings(instant);
    }
    if (Math.abs((double) time) > 1e18) {
      return null;
    }
    long local = time + fields.offset;
    long days = Math.floorDiv(local, DAY);
    setDate(fields, days);
    int seconds = (int) Math.floorMod(local, DAY);
    fields.hour = seconds / 3600;
    fields.minute = seconds / 60 % 60;
    fields.second = seconds % 60;
    fields.weekDay = (int) Math.floorMod(days + 4, 7L);
    fields.yearDay = (int) (days - daysUntil(fields.year, 1));
    return fields.year - 1900 == (int) (fields.year - 1900) ? fields : null;
  }

  /** Counts from the first of March of year 0, so that a leap day ends the year. */
  private static void setDate(Fields fields, long days) {
    long shifted = days + 719468;
    long era = Math.floorDiv(shifted, DAYS_OF_400_YEARS);
    int dayOfEra = (int) Math.floorMod(shifted, DAYS_OF_400_YEARS);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int fromMarch = (5 * dayOfYear + 2) / 153;
    fields.day = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
    fields.month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    fields.year = era * 400 + yearOfEra + (fields.month <= 2 ? 1 : 0);
  }

  /** Returns the days from the epoch to the first of a month. */
  private static long daysUntil(long year, int month) {
    long shifted = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(shifted, 400L);
    long yearOfEra = Math.floorMod(shifted, 400L);
    int fromMarch = month > 2 ? month - 3 : month + 9;
    long dayOfYear = (153L * fromMarch + 2) / 5;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * DAYS_OF_400_YEARS + dayOfEra - 719468;
  }

  // ---- fields to seconds

  /**
   * Returns the time of local fields, which need not be in their ranges.
   *
   * @param daylightSaving 1 if the fields are in daylight saving time, 0 if not, -1 if not known
   */
  static long time(
      long year, long month, long day, long hour, long minute, long second, int daylightSaving) {
    long months = year * 12 + month - 1;
    long days = daysUntil(Math.floorDiv(months, 12L), (int) Math.floorMod(months, 12L) + 1);
    long local = (days + day - 1) * DAY + hour * 3600 + minute * 60 + second;
    return local - offset(local, daylightSaving);
  }

  private static long offset(long local, int daylightSaving) {
    ZoneRules rules = ZoneId.systemDefault().getRules();
    if (rules.isFixedOffset() || Math.abs(local) > 30_000_000_000_000_000L) {
      ZoneOffset offset = rules.getOffset(instant(local));
      return offset.getTotalSeconds() + (daylightSaving > 0 ? 3600L : 0L);
    }
    LocalDateTime date = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
    ZoneOffset offset = likelyOffset(rules, date);
    if (daylightSaving < 0) {
      return offset.getTotalSeconds();
    }
    return offset(rules, date, offset, daylightSaving > 0);
  }

  /** Takes a time that is there twice for the standard one, and one that is skipped for before. */
  private static ZoneOffset likelyOffset(ZoneRules rules, LocalDateTime date) {
    List<ZoneOffset> valid = rules.getValidOffsets(date);
    if (valid.size() == 2) {
      return valid.get(1);
    }
    return valid.isEmpty() ? rules.getTransition(date).getOffsetBefore() : valid.get(0);
  }

  private static long offset(
      ZoneRules rules, LocalDateTime date, ZoneOffset likely, boolean daylightSaving) {
    for (ZoneOffset valid : rules.getValidOffsets(date)) {
      if (rules.isDaylightSavings(date.toInstant(valid)) == daylightSaving) {
        return valid.getTotalSeconds();
      }
    }
    Instant instant = date.toInstant(likely);
    @Nullable ZoneOffsetTransition before = rules.previousTransition(instant);
    if (before != null && near(before, instant)) {
      Instant other = before.getInstant().minusSeconds(1);
      if (rules.isDaylightSavings(other) == daylightSaving) {
        return rules.getOffset(other).getTotalSeconds();
      }
    }
    @Nullable ZoneOffsetTransition after = rules.nextTransition(instant);
    if (after != null && near(after, instant)) {
      if (rules.isDaylightSavings(after.getInstant()) == daylightSaving) {
        return after.getOffsetAfter().getTotalSeconds();
      }
    }
    return likely.getTotalSeconds() + (daylightSaving ? 3600L : -3600L);
  }

  private static boolean near(ZoneOffsetTransition transition, Instant instant) {
    return Math.abs(transition.toEpochSecond() - instant.getEpochSecond()) < SEARCH;
  }

  private static Instant instant(long time) {
    long least = Instant.MIN.getEpochSecond();
    long most = Instant.MAX.getEpochSecond();
    return Instant.ofEpochSecond(Math.max(least, Math.min(most, time)));
  }
}
