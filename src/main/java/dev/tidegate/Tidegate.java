package dev.tidegate;

/** Main. */
public final class Tidegate {
  private Tidegate() {}

  public static void main(String[] args) {
    System.out.println("tidegate");
  }
}
