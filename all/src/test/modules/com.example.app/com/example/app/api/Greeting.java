package com.example.app.api;

/** Is exported. */
public class Greeting {

  public interface Polite {
    String hello(String name);

    default String twice(String name) {
      return hello(name) + ", " + hello(name);
    }
  }

  public static String open() {
    return "exported class";
  }

  public String hello(String name) {
    return "hello " + name;
  }
}
