package dev.runbook.spi;

/**
 * A secret and the name under which people know it. It prints as its name; only {@link #reveal}
 * gives it away.
 */
public final class Secret {

  private final String name;
  private final String value;

  public Secret(String name, String value) {
    this.name = name;
    this.value = value;
  }

  public String name() {
    return name;
  }

  /** The secret itself, for a request's header or body and nothing else. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "<secret " + name + ">";
  }
}
