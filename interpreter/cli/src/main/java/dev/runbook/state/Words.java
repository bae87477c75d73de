package dev.runbook.state;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be used, for a sentence that names it already. */
public final class Words {

  private static final String NO_FOLDER = "Not a directory";

  private Words() {}

  public static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission is denied";
      case NoSuchFileException _ -> "it is not there";
      case FileAlreadyExistsException _ -> "a file is where a folder should be";
      case NotDirectoryException _ -> "a part of its path is no folder";
      // Met further down the path; which of several files is met first nobody knows.
      case FileSystemException f when NO_FOLDER.equals(f.getReason()) ->
          "a file is where a folder should be";
      case FileSystemException f when f.getReason() != null -> lower(f.getReason());
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : lower(e.getMessage());
    };
  }

  /** The system's words begin like a sentence of their own. */
  private static String lower(String words) {
    return words.isEmpty() ? words : Character.toLowerCase(words.charAt(0)) + words.substring(1);
  }
}
