package dev.runbook.state;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Removes folders of runs: in one step out of the list, and then file by file. */
final class Removal {

  private static final String MARK = ".removed-";

  private Removal() {}

  static void remove(Path folder) throws IOException {
    Path gone = folder.resolveSibling(MARK + folder.getFileName());
    Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
    Durable.forceFolderOf(folder);
    delete(gone);
  }

  /** What was left by a removal that was cut short. */
  static void finish(Path runs) throws IOException {
    List<Path> left;
    try (Stream<Path> all = Files.list(runs)) {
      left = all.filter(path -> path.getFileName().toString().startsWith(MARK)).toList();
    }
    for (Path folder : left) {
      delete(folder);
    }
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
