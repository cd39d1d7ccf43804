package com.example.app.inside;

import java.util.function.Supplier;

/** Is not exported. */
public class Hidden implements Supplier<String> {

  public interface Shy {
    String say();

    default String sayTwice() {
      return say() + say();
    }
  }

  @Override
  public String get() {
    return "by the interface";
  }

  public String secret() {
    return "by its own method";
  }
}
