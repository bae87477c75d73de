import dev.runbook.parse.Reading;
import dev.runbook.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Parses a file, in the process that Bench starts, and prints what it took: ms once, or MB/s warm.
 */
class Parsing {

  private static final long LONG_ENOUGH = 5_000_000_000L;

  public static void main(String[] args) throws Exception {
    String text = Files.readString(Path.of(args[0]));
    long begun = System.nanoTime();
    Reading.parse(new Source("bench.rb4", text));
    double first = (System.nanoTime() - begun) / 1e6;
    if (args[1].equals("first")) {
      System.out.println(first);
      return;
    }
    double best = 0;
    for (long start = System.nanoTime(); System.nanoTime() - start < LONG_ENOUGH; ) {
      long from = System.nanoTime();
      for (int round = 0; round < 100; round++) {
        Reading.parse(new Source("bench.rb4", text));
      }
      best = Math.max(best, text.length() * 100 / 1e6 / ((System.nanoTime() - from) / 1e9));
    }
    System.out.println(best);
  }
}
