package io.github.luasearchers.cli.prompt;

/** Shows objects of Java's. */
final class JavaText {

  private JavaText() {}

  /** Returns the class and the text of an object in one line, up to a length. */
  static String of(Object object, int most) {
    if (object instanceof Class<?> type) {
      return "class " + type.getName();
    }
    String text = text(object).replace('\n', ' ');
    String shown = text.length() > most ? text.substring(0, most) + "..." : text;
    String name = object.getClass().getName();
    return shown.startsWith(name) ? shown : name + " " + shown;
  }

  private static String text(Object object) {
    try {
      return String.valueOf(object);
    } catch (RuntimeException e) {
      return "(toString: " + e + ")";
    }
  }
}
