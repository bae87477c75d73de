package dev.runbook.stdlib.sandbox;

/**
 * A world file that cannot be used. The message is one sentence for people, with the file, the line
 * and what to write.
 */
public final class WorldFileException extends RuntimeException {

  WorldFileException(String message) {
    super(message);
  }
}
