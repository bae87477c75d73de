package dev.runbook.stdlib.sandbox;

/**
 * A file that cannot be used. The message is one sentence for people, with the file, the line and
 * what to write.
 */
public final class YamlException extends RuntimeException {

  YamlException(String message) {
    super(message);
  }
}
