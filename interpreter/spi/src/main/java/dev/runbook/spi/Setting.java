package dev.runbook.spi;

import java.util.List;

/**
 * Something that a profile may say of a service, beside its address.
 *
 * @param name its key in the profile: small letters, digits and hyphens
 * @param about what it is, for people
 * @param secret whether it is a credential, of which a profile holds a reference and never the
 *     value
 * @param variables environment variables that say it where the profile does not, the first that is
 *     set; of a credential, each of them with {@code _FILE} behind it names a file instead
 */
public record Setting(String name, String about, boolean secret, List<String> variables) {

  public Setting {
    variables = List.copyOf(variables);
  }

  /** A setting that anybody may read. */
  public static Setting of(String name, String about, String... variables) {
    return new Setting(name, about, false, List.of(variables));
  }

  /** A token, a password or the like. */
  public static Setting credential(String name, String about, String... variables) {
    return new Setting(name, about, true, List.of(variables));
  }
}
