/** What any program on a JVM costs. */
final class Bare {

  private Bare() {}

  public static void main(String[] args) {
    System.out.println(1);
  }
}
